"""A constraint that lets the database refuse a row of another workspace."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, ForeignKey, Model


class SameWorkspace(BaseConstraint):
    """FOREIGN KEY (workspace_id, field_id) to the target's (workspace_id, id).

    The target declares a unique constraint over both columns (`unique_in_workspace`).
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def _clause(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> str:
        field = model._meta.get_field(self.field)
        if not isinstance(field, ForeignKey):
            raise TypeError(f"{model.__name__}.{self.field} is not a foreign key")
        target = field.remote_field.model
        quote = editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('workspace_id')}, {quote(field.column)}) "
            f"REFERENCES {quote(target._meta.db_table)} ({quote('workspace_id')}, {quote('id')}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return self._clause(model, schema_editor)

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self._clause(model, schema_editor)}"

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database alone judges this: scoped forms give the message before it comes to that."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameWorkspace):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    __hash__ = BaseConstraint.__hash__
