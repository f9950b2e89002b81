"""Which transactions a database snapshot knows, told without the database: `xmin:xmax:running,running`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All transactions below `xmin` had ended; none from `xmax` on had; of those between, `running` had not.

    PostgreSQL 18 documentation, "Transaction ID and Snapshot Information Functions", pg_snapshot.
    """

    xmin: int
    xmax: int
    running: frozenset[int]

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        """The snapshot of PostgreSQL's text. Raises `ValueError` for any other text."""
        xmin, xmax, running = text.split(":")
        return cls(int(xmin), int(xmax), frozenset(int(one) for one in running.split(",") if one))

    def knows(self, tx: int) -> bool:
        """Whether what the transaction wrote is seen."""
        return tx < self.xmax and tx not in self.running

    def known(self, column: str) -> str:
        """The same as SQL over a column of transaction ids; empty ids are not known (not NULL, but false)."""
        late = f" AND {column} NOT IN ({', '.join(map(str, sorted(self.running)))})" if self.running else ""
        return f"({column} IS NOT NULL AND {column} < {self.xmax}{late})"
