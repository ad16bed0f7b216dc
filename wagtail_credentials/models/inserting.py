"""Many records into a table at once, where Django's ``bulk_create`` would prepare each column of each of them anew."""

from django.db import connections, models, router


def insert_rows(common: models.Model, names: list[str], rows: list[tuple]) -> None:
    """Insert a record for each of ``rows``, the values of the fields ``names``; other fields are those of ``common``.

    Like ``bulk_create`` it sends no signals. Primary keys are left to the database and are not told.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(type(common))]
    own = [common._meta.get_field(name) for name in names]
    shared = [field for field in common._meta.concrete_fields if not field.primary_key and field not in own]
    constants = [field.get_db_prep_save(field.pre_save(common, add=True), connection) for field in shared]
    columns = [_prepared(field, values, connection) for field, values in zip(own, zip(*rows, strict=True), strict=True)]
    insert = _as_arrays if connection.vendor == "postgresql" else _row_by_row
    insert(connection, shared + own, constants, columns)


def _prepared(field, values, connection):
    """The values as the database takes them; text it takes as it stands."""
    if isinstance(field, models.CharField) and all(type(value) is str for value in values):
        return list(values)
    return [field.get_db_prep_save(value, connection) for value in values]


def _row_by_row(connection, fields, constants, columns):
    """One statement, prepared once."""
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        rows = [(*constants, *row) for row in zip(*columns, strict=True)]
        cursor.executemany(f"{_into(connection, fields)} VALUES ({marks})", rows)


def _as_arrays(connection, fields, constants, columns):
    """One array a column, so that the server is sent each of the constants once and plans one short statement."""
    types = [field.db_type(connection).partition("(")[0] for field in fields]
    marks = ", ".join(f"%s::{name}" for name in types[: len(constants)])
    arrays = ", ".join(f"%s::{name}[]" for name in types[len(constants) :])
    with connection.cursor() as cursor:
        sql = f"{_into(connection, fields)} SELECT {marks}, own.* FROM UNNEST({arrays}) AS own"
        cursor.execute(sql, [*constants, *columns])


def _into(connection, fields):
    table, *columns = map(connection.ops.quote_name, (fields[0].model._meta.db_table, *(f.column for f in fields)))
    return f"INSERT INTO {table} ({', '.join(columns)})"
