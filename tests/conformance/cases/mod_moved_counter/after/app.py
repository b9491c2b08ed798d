from client import Client
