"""Celery with its file system broker, a worker of two processes.

usage: celery_queue.py BOX DB
"""

import os
import subprocess
import sys
import time

from celery import Celery
from work import take

folder = os.environ.setdefault("CELERY_FOLDER", sys.argv[2] + ".queue" if len(sys.argv) > 2 else "")
app = Celery("celery_queue", broker="filesystem://")
app.conf.update(
    broker_transport_options={
        "data_folder_in": folder,
        "data_folder_out": folder,
        "control_folder": f"{folder}.control",
        "polling_interval": 0.01,
    },
    task_ignore_result=True,
    worker_prefetch_multiplier=64,
)


@app.task
def job(name, path):
    take(name, path)


if __name__ == "__main__":
    box, path = sys.argv[1], sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    os.makedirs(f"{folder}.control", exist_ok=True)
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_queue", "worker", "-c", "2",
         "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "error"],
        cwd=os.path.dirname(os.path.abspath(__file__)),
        env={**os.environ, "C_FORCE_ROOT": "1"},
        stdout=subprocess.DEVNULL,
    )
    for entry in os.scandir(box):
        app.send_task("celery_queue.job", (entry.path, path))
    while os.listdir(box):
        time.sleep(0.01)
    worker.terminate()
    worker.wait()
