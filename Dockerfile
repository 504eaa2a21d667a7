# syntax=docker/dockerfile:1
# The portal's image: web, worker, beat and migrate are the same image with another command.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS packages
WORKDIR /build
COPY requirements-production.lock .
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements-production.lock

FROM ${BASE}
RUN useradd --system --uid 10001 --create-home --home-dir /home/portal portal \
 && install --directory --owner=portal --mode=0750 /var/lib/portal
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/portal
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=busan_se.settings.production \
    VAR_DIR=/var/lib/portal \
    STATIC_ROOT=/srv/static
# These two values serve this one command and are not kept in the image.
RUN SECRET_KEY=for-collectstatic-only ENCRYPTION_KEYS=build:for-collectstatic-only \
    python manage.py collectstatic --no-input --verbosity 0
USER portal
EXPOSE 8000
VOLUME /var/lib/portal
HEALTHCHECK --interval=15s --timeout=10s --start-period=40s CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "busan_se.wsgi"]
