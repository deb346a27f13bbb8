"""Huey with its queue in SQLite and fsync on: one thread fills the queue, two take from it.

usage: huey_queue.py BOX DB
"""

import os
import sys
import threading
import time

from huey import SqliteHuey
from work import take

box, path = sys.argv[1], sys.argv[2]
huey = SqliteHuey(filename=f"{path}.queue", fsync=True, results=False)


@huey.task()
def job(name):
    take(name, path)


consumer = huey.create_consumer(
    workers=2, worker_type="thread", periodic=False, initial_delay=0.001, max_delay=0.01
)
consumer.start()
for entry in os.scandir(box):
    job(entry.path)
while os.listdir(box):
    time.sleep(0.01)
consumer.stop(graceful=True)
os._exit(0)
