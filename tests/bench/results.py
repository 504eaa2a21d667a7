"""One measurement, as `var/bench.json` has it and as a line of the table."""


def row(name, value, unit, target, ok, *, baseline=None, ratio=None):
    """Return a measurement. `ratio` is what the target speaks of where there is a baseline."""
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 2),
        "ratio": None if ratio is None else round(ratio, 3),
        "target": target,
        "ok": bool(ok),
    }


def as_line(found):
    """Return a measurement for people."""
    ratio = "" if found["ratio"] is None else f"{found['ratio']:.3f}"
    baseline = "" if found["baseline"] is None else f"{found['baseline']:.1f}"
    verdict = "ok" if found["ok"] else "MISSED"
    return (
        f"{found['name']:44} {found['value']:>8.1f} {found['unit']:8} {baseline:>8} {ratio:>7}  "
        f"{found['target']:24} {verdict}"
    )
