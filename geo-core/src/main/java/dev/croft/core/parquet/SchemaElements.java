package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * The schema Croft writes; what {@link ParquetType} reads back as the same columns, but for lists. Every column is
 * optional, and so is every field of a list's records.
 */
final class SchemaElements {
    private SchemaElements() {}

    static List<SchemaElement> of(List<Column> columns, Set<String> structs) {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement("schema").setNum_children(columns.size()));
        for (Column column : columns) {
            switch (ColumnLeaf.Nesting.of(column, structs)) {
                case PLAIN -> elements.add(element(column));
                case STRUCT -> addGroup(column.name(), column.elements(), elements);
                case LIST -> addList(column, elements);
            }
        }
        return elements;
    }

    /** Three levels; <em>LogicalTypes</em> of the format, section "Lists". */
    private static void addList(Column column, List<SchemaElement> elements) {
        elements.add(new SchemaElement(column.name())
                .setRepetition_type(FieldRepetitionType.OPTIONAL)
                .setNum_children(1)
                .setLogicalType(LogicalType.LIST(new ListType()))
                .setConverted_type(ConvertedType.LIST));
        elements.add(new SchemaElement(ColumnLeaf.REPEATED)
                .setRepetition_type(FieldRepetitionType.REPEATED)
                .setNum_children(1));
        addGroup(ColumnLeaf.ELEMENT, column.elements(), elements);
    }

    private static void addGroup(String name, List<Column> fields, List<SchemaElement> elements) {
        elements.add(new SchemaElement(name)
                .setRepetition_type(FieldRepetitionType.OPTIONAL)
                .setNum_children(fields.size()));
        fields.forEach(field -> elements.add(element(field)));
    }

    static Type physical(ColumnType type) {
        return switch (type.storage()) {
            case INT -> type == ColumnType.BOOLEAN ? Type.BOOLEAN : Type.INT32;
            case LONG -> Type.INT64;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BYTES -> Type.BYTE_ARRAY;
            case LIST -> throw new IllegalStateException("A list is written field by field");
        };
    }

    private static SchemaElement element(Column column) {
        SchemaElement element = new SchemaElement(column.name())
                .setType(physical(column.type()))
                .setRepetition_type(FieldRepetitionType.OPTIONAL);
        switch (column.type()) {
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, BINARY -> {}
            case INT8 -> integer(element, 8, true, ConvertedType.INT_8);
            case INT16 -> integer(element, 16, true, ConvertedType.INT_16);
            case UINT8 -> integer(element, 8, false, ConvertedType.UINT_8);
            case UINT16 -> integer(element, 16, false, ConvertedType.UINT_16);
            case UINT32 -> integer(element, 32, false, ConvertedType.UINT_32);
            case UINT64 -> integer(element, 64, false, ConvertedType.UINT_64);
            case STRING ->
                element.setLogicalType(LogicalType.STRING(new StringType())).setConverted_type(ConvertedType.UTF8);
            case DATE ->
                element.setLogicalType(LogicalType.DATE(new DateType())).setConverted_type(ConvertedType.DATE);
            case TIMESTAMP_MILLIS ->
                timestamp(element, true, TimeUnit.MILLIS(new MilliSeconds()))
                        .setConverted_type(ConvertedType.TIMESTAMP_MILLIS);
            case TIMESTAMP_MICROS ->
                timestamp(element, true, TimeUnit.MICROS(new MicroSeconds()))
                        .setConverted_type(ConvertedType.TIMESTAMP_MICROS);
            case TIMESTAMP_NANOS -> timestamp(element, true, TimeUnit.NANOS(new NanoSeconds()));
            case LOCAL_TIMESTAMP_MILLIS -> timestamp(element, false, TimeUnit.MILLIS(new MilliSeconds()));
            case LOCAL_TIMESTAMP_MICROS -> timestamp(element, false, TimeUnit.MICROS(new MicroSeconds()));
            case LOCAL_TIMESTAMP_NANOS -> timestamp(element, false, TimeUnit.NANOS(new NanoSeconds()));
            case LIST -> throw new IllegalStateException("A list is written field by field");
        }
        return element;
    }

    private static void integer(SchemaElement element, int bits, boolean signed, ConvertedType converted) {
        element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, signed)))
                .setConverted_type(converted);
    }

    private static SchemaElement timestamp(SchemaElement element, boolean utc, TimeUnit unit) {
        return element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(utc, unit)));
    }
}
