"""How gunicorn serves the portal, under `make run` as in a container."""

from busan_se.settings.env import env

bind = f"0.0.0.0:{env('PORT', '8000')}"
worker_class = "gthread"
workers = int(env("WEB_WORKERS", "2"))
threads = int(env("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000  # a worker is replaced now and then: what leaks in a library stays small
max_requests_jitter = 2_000
limit_request_line = 8190  # bytes; more is answered with 400
limit_request_fields = 100
limit_request_field_size = 8190
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat must not wait for a disk
control_socket_disable = True
