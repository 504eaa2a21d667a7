"""`make run` on one machine: embedded PostgreSQL and Redis, then web, worker and beat under one supervisor."""
