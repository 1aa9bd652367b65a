"""Two states as SQL, and what leads from one to the other."""

from ait_postgres.migrate.between import change_between
from ait_postgres.migrate.decisions import Decisions
from ait_postgres.migrate.sources import SqlFile
from ait_postgres.migrate.workshop import Workshop


class States:
    """Finds and proves the change between two texts of SQL."""

    def __init__(self, folder, url):
        self.folder = folder
        self.workshop = Workshop(lambda: url)

    def file(self, name, sql):
        path = self.folder / name
        path.write_text(sql)
        return SqlFile(path)

    def change(self, old, new, *renames, losses=(), any_loss=False):
        return change_between(
            self.file("old.sql", old),
            self.file("new.sql", new),
            self.workshop,
            Decisions(renames=renames, losses=losses, any_loss=any_loss),
        )

    def sql(self, old, new, *renames, **more):
        return [step.sql for step in self.change(old, new, *renames, **more).steps]
