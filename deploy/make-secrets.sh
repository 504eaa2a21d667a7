#!/bin/sh
# Make the secrets that docker-compose.yml reads, in deploy/secrets/. What exists already is kept.
# Run once on the server, as root: the files are given to the account of the containers (10001).
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
cd secrets

random() { head -c 48 /dev/urandom | base64 | tr -dc 'A-Za-z0-9'; }
keep() { [ -s "$1" ] || printf '%s' "$2" > "$1"; }

keep secret_key "$(random)"
keep encryption_keys "k1:$(random)"
keep postgres_password "$(random)"
keep database_url "postgres://portal:$(cat postgres_password)@postgres:5432/portal"
[ -e email_host_password ] || : > email_host_password # empty: the mail server asks for none
[ -e sms_token ] || : > sms_token                     # empty: no gateway for text messages
[ -e business_status_key ] || : > business_status_key # empty: staff look business numbers up by hand
chown 10001 secret_key encryption_keys database_url email_host_password sms_token business_status_key

for name in tls_certificate tls_key; do
  [ -s "$name" ] || echo "Still to do: put the PEM file deploy/secrets/$name here."
done
