"""The embedded server's options, modest and sized for the machine; no personal data reaches its log."""

import os
from pathlib import Path

MEBIBYTE = 1024 * 1024
ROOMY_SHARED_MEMORY = 512 * MEBIBYTE


def _memory() -> int:
    """The machine's memory in MiB, or the limit that its container has; 1024 when neither can be read."""
    sizes = []
    try:
        sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
        sizes.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    except (OSError, ValueError):
        pass
    return min(sizes, default=1024 * MEBIBYTE) // MEBIBYTE


def _shared_memory() -> str:
    """Where parallel queries share memory: containers often have a tiny /dev/shm, there files serve."""
    try:
        shm = os.statvfs("/dev/shm")  # noqa: S108 - only its size is asked for
    except OSError:
        return "mmap"
    return "posix" if shm.f_frsize * shm.f_blocks >= ROOMY_SHARED_MEMORY else "mmap"


def options(*, durable: bool) -> dict[str, str]:
    """Names and values for `postgres -c`; without `durable` nothing waits for the disk."""
    memory = _memory()
    chosen = {
        "max_connections": "100",
        "shared_buffers": f"{min(max(memory // 8, 128), 2048)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(max(memory // 16, 64), 512)}MB",
        "dynamic_shared_memory_type": _shared_memory(),
        "random_page_cost": "1.1",
        "jit": "off",
        "wal_compression": "on",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        # A failed statement, or the key that a constraint refused, may hold personal data.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
    }
    if not durable:
        # "minimal" WAL and few sleeping helpers make cloning a database from a template cheap.
        chosen |= {
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "shared_buffers": "128MB",
            "autovacuum": "off",
        }
    return chosen
