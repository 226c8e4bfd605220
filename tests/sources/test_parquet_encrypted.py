import base64

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from boilerclf.sources import read_documents

encryption = pytest.importorskip("pyarrow.parquet.encryption")


class Keys(encryption.KmsClient):
    """Keys that are stored as they are: enough to have pyarrow encrypt."""

    def __init__(self, _):
        super().__init__()

    def wrap_key(self, key, _):
        return base64.b64encode(key)

    def unwrap_key(self, wrapped, _):
        return base64.b64decode(wrapped)


@pytest.mark.parametrize("name", ["a.parquet", "a.bin"])
@pytest.mark.parametrize(
    ("is_footer_plain", "column"), [(False, "text"), (True, "text"), (True, "id")]
)
def test_an_encrypted_file_is_told_as_such_once(
    tmp_path, monkeypatch, is_footer_plain, column, name
):
    properties = encryption.CryptoFactory(Keys).file_encryption_properties(
        encryption.KmsConnectionConfig(),
        encryption.EncryptionConfiguration(
            footer_key="foot", column_keys={"c": [column]}, plaintext_footer=is_footer_plain
        ),
    )
    columns = {"id": ["a", "b"], "text": ["One", "Two"]}
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table(columns), name, encryption_properties=properties, row_group_size=1)
    found = read_documents([name])
    assert [(its.id, its.kind, its.data, its.error) for its in found] == [
        (
            name,
            "auto",
            None,
            "is encrypted, or a column of it is, and no keys are read: write it again without "
            "encryption first, with the program that has its keys",
        )
    ]
