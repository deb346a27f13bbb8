"""beanstalkd that writes its log to the disk at once, with two Python workers.

usage: beanstalk_queue.py BOX DB
"""

import os
import socket
import subprocess
import sys
import time

from work import take

box, path = sys.argv[1], sys.argv[2]


class Client:
    """The few words of beanstalkd's protocol that a producer and a worker need."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")

    def ask(self, words, body=None):
        self.socket.sendall(words.encode() + b"\r\n" + (b"" if body is None else body + b"\r\n"))
        return self.file.readline().split()

    def put(self, body):
        assert self.ask(f"put 0 0 60 {len(body)}", body)[0] == b"INSERTED"

    def reserve(self):
        answer = self.ask("reserve")
        body = self.file.read(int(answer[2]) + 2)[:-2]
        return answer[1].decode(), body


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def work(port):
    client = Client(port)
    while True:
        number, name = client.reserve()
        take(name.decode(), path)
        client.ask(f"delete {number}")


port = free_port()
os.makedirs(f"{path}.queue", exist_ok=True)
server = subprocess.Popen(
    ["beanstalkd", "-l", "127.0.0.1", "-p", str(port), "-b", f"{path}.queue", "-f", "0"]
)
while True:
    try:
        producer = Client(port)
        break
    except ConnectionRefusedError:
        time.sleep(0.01)
workers = []
for _ in range(2):
    child = os.fork()
    if child == 0:
        work(port)
    workers.append(child)
for entry in os.scandir(box):
    producer.put(entry.path.encode())
while os.listdir(box):
    time.sleep(0.01)
for child in workers:
    os.kill(child, 15)
server.terminate()
server.wait()
