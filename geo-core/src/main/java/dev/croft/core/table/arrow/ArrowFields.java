package dev.croft.core.table.arrow;

import dev.croft.core.table.Column;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The Arrow schema of a table; <em>Schema.fbs</em> of the format. */
final class ArrowFields {
    /** Name of the records in a list, as Arrow's own writers call them. */
    private static final String ELEMENT = "item";

    private static final String UTC = "UTC";

    private ArrowFields() {}

    static Schema schema(List<Column> columns, Map<String, String> metadata) {
        return new Schema(fields(columns), metadata);
    }

    private static List<Field> fields(List<Column> columns) {
        return columns.stream().map(ArrowFields::field).toList();
    }

    private static Field field(Column column) {
        List<Field> children = column.elements().isEmpty()
                ? List.of()
                : List.of(new Field(ELEMENT, FieldType.nullable(ArrowType.Struct.INSTANCE), fields(column.elements())));
        return new Field(column.name(), FieldType.nullable(type(column)), children);
    }

    private static ArrowType type(Column column) {
        return switch (column.type()) {
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case INT8 -> new ArrowType.Int(8, true);
            case INT16 -> new ArrowType.Int(16, true);
            case INT32 -> new ArrowType.Int(32, true);
            case INT64 -> new ArrowType.Int(64, true);
            case UINT8 -> new ArrowType.Int(8, false);
            case UINT16 -> new ArrowType.Int(16, false);
            case UINT32 -> new ArrowType.Int(32, false);
            case UINT64 -> new ArrowType.Int(64, false);
            case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case STRING -> ArrowType.Utf8.INSTANCE;
            case BINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP_MILLIS -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, UTC);
            case TIMESTAMP_MICROS -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, UTC);
            case TIMESTAMP_NANOS -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, UTC);
            case LOCAL_TIMESTAMP_MILLIS -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
            case LOCAL_TIMESTAMP_MICROS -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case LOCAL_TIMESTAMP_NANOS -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
            case LIST -> ArrowType.List.INSTANCE;
        };
    }
}
