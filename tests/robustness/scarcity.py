"""What a program may lack for as long as it runs: room, descriptors, permission."""

import contextlib
import errno
import os
import resource
import shutil
import subprocess

DISK_MB = 64
ROOM_KB = (0, 16, 256)  # that is left on the disk
NOBODY = 65534


def scarcities(directory):
    """Functions that try a case and have it judged. Leaves out, and says so, what this machine does not let us make."""
    yield few_descriptors
    yield small_files
    if can_mount(directory):
        yield full_disk
        yield read_only_disk
    else:
        print("no disk can be mounted here: the full and the read-only one are left out")
    if os.geteuid() == 0 and shutil.which("setpriv"):
        yield no_permission
    else:
        print("not root, or no setpriv: nobody is kept from writing")


def can_mount(directory):
    point = directory / "tried"
    point.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(point)], capture_output=True)
    if done.returncode == 0:
        subprocess.run(["umount", str(point)], check=True)
    return done.returncode == 0


def limited(case, judge, told, limit, value, reason):
    program = case.fresh()
    done = judge.run(f"{case.name}, {told}", program, case, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
    if done:
        judge.judge(f"{case.name}, {told}", case, program, done, [os.strerror(reason)])


def few_descriptors(case, judge):
    for files in (8, 12, 16, 24):
        limited(case, judge, f"{files} file descriptors", resource.RLIMIT_NOFILE, files, errno.EMFILE)


def small_files(case, judge):
    for size in (0, 4096, 65536):
        limited(case, judge, f"files of at most {size} bytes", resource.RLIMIT_FSIZE, size, errno.EFBIG)


@contextlib.contextmanager
def disk(place):
    """The place is a small disk of its own meanwhile."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=755", "tmpfs", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disk(case, judge):
    with disk(case.ground.place):
        for room in ROOM_KB:
            program = case.fresh()
            ballast = case.ground.place.parent / "place" / ".ballast"
            left = shutil.disk_usage(case.ground.place).free
            with open(ballast, "wb") as file:
                os.posix_fallocate(file.fileno(), 0, left - (room << 10))
            what = f"{case.name}, {room} KB left on the disk"
            done = judge.run(what, program, case)
            ballast.unlink()
            if done:
                judge.judge(what, case, program, done, [os.strerror(errno.ENOSPC)])
                if done.returncode == 1 and b"make room" not in done.stderr:
                    judge.complain(what, f"no advice: {done.stderr[-300:]!r}")


def read_only_disk(case, judge):
    place = str(case.ground.place)
    with disk(place):
        program = case.fresh()
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        what = f"{case.name}, a read-only disk"
        done = judge.run(what, program, case)
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        if done:
            judge.judge(what, case, program, done, [os.strerror(errno.EROFS)])


def give(paths, owner, mode=None):
    """All of `paths` and what is below to `owner`."""
    for top in paths:
        for path in [top, *top.rglob("*")]:
            os.chown(path, owner, owner)
            if mode is not None and path.is_file():
                path.chmod(mode)


def no_permission(case, judge):
    """Nobody may use the store; nobody may use it, but not write elsewhere; nobody may read what comes from outside."""
    ground = case.ground
    ground.place.parent.chmod(0o755)
    store, elsewhere = ground.place / "store", [ground.place / "site", ground.out]
    for told, owned, inputs in (("store", [], 0o644), ("site and outputs", [store], 0o644), ("inputs", [store, *elsewhere], 0)):
        program = case.fresh()
        store.mkdir(exist_ok=True)
        give([path for path in owned if path.exists()], NOBODY)
        give([ground.inputs], 0, inputs)
        what = f"{case.name}, no permission: {told}"
        done = judge.run(what, program, case, before=["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"])

        def mend():
            give([ground.place], 0)
            give([ground.inputs], 0, 0o644)

        if done:
            judge.judge(what, case, program, done, [os.strerror(errno.EACCES), "belongs to another user"], after=mend)
        mend()
