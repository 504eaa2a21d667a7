"""Refresh the third-party files of the face: `python static/vendor/vendor.py` (needs npm; nothing else ever does).

Each package is fetched with `npm pack`, checked against the integrity that the lock holds, and the files that we use
are copied below `static/vendor/<package>/<version>/` (test tools below `tests/vendor/`). The lock records the npm
integrity of the package and the sha256 of every file; a test compares both with what is committed, without a network.
To take a newer version: change it here, delete its entry in the lock, run this, read the diff.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("vendor.lock.json")
CSS_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")
SOURCE_MAP = re.compile(rb"\n?/\*# sourceMappingURL=[^*]*\*/\s*$")


@dataclass(frozen=True)
class Package:
    """One npm package: which files to keep (glob patterns inside it), and under which folder of the project."""

    name: str
    version: str
    keep: tuple[str, ...]
    target: str = "static/vendor"

    @property
    def folder(self) -> Path:
        """Return where its files live in the project."""
        return ROOT / self.target / self.name / self.version


PACKAGES = (
    # The compiled style sheet, the tokens it imports, and only the icons that it names (see `images_of`).
    Package(
        "krds-uiux", "1.1.0", ("resources/css/component/output.css", "resources/css/token/krds_tokens.css", "README.md")
    ),
    # The variable font in 120 pieces for browsers; two static weights for documents.
    Package(
        "pretendard-gov",
        "1.3.9",
        (
            "dist/LICENSE.txt",
            "dist/web/variable/pretendardvariable-gov-dynamic-subset.css",
            "dist/web/variable/woff2-dynamic-subset/*.woff2",
            "dist/public/static/PretendardGOV-Regular.otf",
            "dist/public/static/PretendardGOV-Bold.otf",
        ),
    ),
    Package("axe-core", "4.14.1", ("axe.min.js", "LICENSE"), target="tests/vendor"),
)


def images_of(css: Path) -> Iterator[Path]:
    """Yield the files that a style sheet loads by `url(…)`."""
    for url in sorted(set(CSS_URL.findall(css.read_text(encoding="utf-8")))):
        yield (css.parent / url).resolve()


def files_of(package: Package, unpacked: Path) -> list[Path]:
    """Return the files to keep. Raises SystemExit when a pattern finds nothing or a style sheet names a missing file."""
    found: set[Path] = set()
    for pattern in package.keep:
        matches = sorted(unpacked.glob(pattern))
        if not matches:
            sys.exit(f"{package.name} {package.version} has no {pattern}")
        found.update(matches)
    for css in [path for path in found if path.suffix == ".css"]:
        found.update(images_of(css))
    return sorted(found)


def without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map that we do not ship: the manifest storage would look for it. Nothing else changes."""
    return SOURCE_MAP.sub(b"\n", content)


def pack(package: Package, folder: Path, known: str) -> tuple[Path, str]:
    """Download the package; return where it is unpacked and its npm integrity. Raises SystemExit if it is not `known`."""
    spec = f"{package.name}@{package.version}"
    answer = subprocess.run(["npm", "pack", "--json", spec], cwd=folder, check=True, capture_output=True, text=True)
    info = json.loads(answer.stdout)[0]
    if known and info["integrity"] != known:
        sys.exit(f"{spec} is not what the lock expects: {info['integrity']}")
    with tarfile.open(folder / info["filename"]) as archive:
        archive.extractall(folder / package.name, filter="data")
    return folder / package.name / "package", info["integrity"]


def refresh(package: Package, known: str) -> dict[str, object]:
    """Replace the package's files in the project; return its entry of the lock."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked, integrity = pack(package, Path(folder), known)
        unpacked = unpacked.resolve()
        shutil.rmtree(package.folder.parent, ignore_errors=True)
        hashes = {}
        for source in files_of(package, unpacked):
            name = source.relative_to(unpacked).as_posix()
            content = without_source_map(source.read_bytes()) if source.suffix == ".css" else source.read_bytes()
            target = package.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            hashes[name] = hashlib.sha256(content).hexdigest()
    return {"version": package.version, "folder": package.target, "integrity": integrity, "files": hashes}


def main() -> None:
    """Refresh every package and write the lock."""
    lock = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    known = {name: entry["integrity"] for name, entry in lock.items()}
    lock = {package.name: refresh(package, known.get(package.name, "")) for package in PACKAGES}
    LOCK.write_text(json.dumps(lock, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
