#!/usr/bin/python3
"""Builds the two container images the tests need, from the machine's static busybox: no registry, no network.

    oci_image.py busybox FILE.tar     a shell and all applets; stays until it is told to stop
    oci_image.py pause FILE.tar       what holds a pod's namespaces

The files are OCI image layouts in a tar, for `ctr images import` and `podman load`. The same input gives the same octets.
"""

import hashlib
import io
import json
import platform
import shutil
import subprocess
import sys
import tarfile

BUSYBOX, PAUSE = "localhost/busybox:test", "localhost/pause:test"
NAMES = {"busybox": BUSYBOX, "pause": PAUSE}

# Process 1 has no default signal actions, so it has to say that SIGTERM ends it.
STAY = b"#!/bin/sh\ntrap 'exit 0' TERM INT\nwhile :; do sleep 3600 & wait $!; done\n"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def static_busybox():
    """The path of a statically linked busybox, and None; or None and the reason why there is none."""
    path = shutil.which("busybox", path="/usr/local/bin:/usr/bin:/bin")
    if not path:
        return None, "no busybox found (package busybox-static)"
    with open(path, "rb") as file:
        start = file.read(4096)
    if b"/ld-" in start or b"/ld." in start:
        return None, f"{path} is dynamically linked, an image made of it would not start (package busybox-static)"
    return path, None


def layer():
    """The file system, as an uncompressed tar: busybox, a link for each applet, and /stay."""
    path, reason = static_busybox()
    if reason:
        raise RuntimeError(reason)
    with open(path, "rb") as file:
        busybox = file.read()
    applets = subprocess.run([path, "--list"], check=True, capture_output=True, text=True).stdout.split()
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for folder in ("bin", "dev", "etc", "proc", "root", "sys", "tmp", "www"):
            add(tar, folder, kind=tarfile.DIRTYPE)
        add(tar, "bin/busybox", busybox)
        for applet in sorted(set(applets) - {"busybox"}):
            add(tar, f"bin/{applet}", kind=tarfile.SYMTYPE, target="busybox")
        add(tar, "stay", STAY)
        add(tar, "etc/passwd", b"root:x:0:0:root:/root:/bin/sh\n")
        add(tar, "etc/group", b"root:x:0:\n")
    return octets.getvalue()


def add(tar, name, content=b"", kind=tarfile.REGTYPE, target=""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.size, entry.mode = kind, target, len(content), 0o755
    tar.addfile(entry, io.BytesIO(content))


def build(name, path):
    """Writes the image called `name` to the file `path`."""
    blobs = {}

    def blob(media_type, content):
        content = content if isinstance(content, bytes) else json.dumps(content, sort_keys=True).encode()
        digest = hashlib.sha256(content).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = content
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(content)}

    files = blob("layer.v1.tar", layer())
    config = blob("config.v1+json", {
        "architecture": ARCHITECTURES.get(platform.machine(), platform.machine()), "os": "linux",
        "config": {"Entrypoint": [], "Cmd": ["/bin/sh", "/stay"], "Env": ["PATH=/bin"], "StopSignal": "SIGTERM"},
        "rootfs": {"type": "layers", "diff_ids": [files["digest"]]},
        "history": [{"created_by": f"busybox as {name}"}],
    })
    manifest = blob("manifest.v1+json", {"schemaVersion": 2, "config": config, "layers": [files]})
    manifest["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}
    with tarfile.open(path, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        add(tar, "oci-layout", json.dumps({"imageLayoutVersion": "1.0.0"}).encode())
        add(tar, "index.json", json.dumps({"schemaVersion": 2, "manifests": [manifest]}).encode())
        for file, content in blobs.items():
            add(tar, file, content)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in NAMES:
        sys.exit(__doc__)
    build(NAMES[sys.argv[1]], sys.argv[2])
