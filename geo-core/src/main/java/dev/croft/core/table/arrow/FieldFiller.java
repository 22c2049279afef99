package dev.croft.core.table.arrow;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Copies values of one column into one Arrow vector, row by row; the vector grows as it must. */
@FunctionalInterface
interface FieldFiller {
    /** Copies the value in {@code row} to index {@code at}; returns the bytes it takes beyond those of every row. */
    long copy(ColumnVector source, int row, int at);

    static FieldFiller of(Column column, FieldVector target) {
        FieldFiller values = ofValues(column, target);
        return (source, row, at) -> {
            if (source.isNull(row)) {
                target.setNull(at);
                return 0;
            }
            return values.copy(source, row, at);
        };
    }

    private static FieldFiller ofValues(Column column, FieldVector target) {
        return switch (column.type()) {
            case BOOLEAN -> ofInts(((BitVector) target)::setSafe);
            case INT8 -> ofInts(((TinyIntVector) target)::setSafe);
            case INT16 -> ofInts(((SmallIntVector) target)::setSafe);
            case INT32 -> ofInts(((IntVector) target)::setSafe);
            case UINT8 -> ofInts(((UInt1Vector) target)::setSafe);
            case UINT16 -> ofInts(((UInt2Vector) target)::setSafe);
            case UINT32 -> ofInts(((UInt4Vector) target)::setSafe);
            case DATE -> ofInts(((DateDayVector) target)::setSafe);
            case INT64 -> ofLongs(((BigIntVector) target)::setSafe);
            case UINT64 -> ofLongs(((UInt8Vector) target)::setSafe);
            case TIMESTAMP_MILLIS,
                    TIMESTAMP_MICROS,
                    TIMESTAMP_NANOS,
                    LOCAL_TIMESTAMP_MILLIS,
                    LOCAL_TIMESTAMP_MICROS,
                    LOCAL_TIMESTAMP_NANOS -> ofLongs(((TimeStampVector) target)::setSafe);
            case FLOAT32 -> ofFloats((Float4Vector) target);
            case FLOAT64 -> ofDoubles((Float8Vector) target);
            case STRING, BINARY -> ofBytes((BaseVariableWidthVector) target);
            case LIST -> ofLists(column, (ListVector) target);
        };
    }

    /** Takes an int. */
    @FunctionalInterface
    interface IntTarget {
        void set(int at, int value);
    }

    /** Takes a long. */
    @FunctionalInterface
    interface LongTarget {
        void set(int at, long value);
    }

    private static FieldFiller ofInts(IntTarget target) {
        return (source, row, at) -> {
            target.set(at, source.intAt(row));
            return 0;
        };
    }

    private static FieldFiller ofLongs(LongTarget target) {
        return (source, row, at) -> {
            target.set(at, source.longAt(row));
            return 0;
        };
    }

    private static FieldFiller ofFloats(Float4Vector target) {
        return (source, row, at) -> {
            target.setSafe(at, source.floatAt(row));
            return 0;
        };
    }

    private static FieldFiller ofDoubles(Float8Vector target) {
        return (source, row, at) -> {
            target.setSafe(at, source.doubleAt(row));
            return 0;
        };
    }

    private static FieldFiller ofBytes(BaseVariableWidthVector target) {
        return (source, row, at) -> {
            target.setSafe(at, source.bytes(), source.bytesStart(row), source.bytesLength(row));
            return source.bytesLength(row);
        };
    }

    private static FieldFiller ofLists(Column column, ListVector target) {
        StructVector records = (StructVector) target.getDataVector();
        List<FieldFiller> fields = new ArrayList<>();
        for (int i = 0; i < column.elements().size(); i++) {
            fields.add(of(column.elements().get(i), (FieldVector) records.getChildByOrdinal(i)));
        }
        return (source, row, at) -> {
            int start = source.listStart(row);
            int count = source.listEnd(row) - start;
            int first = target.startNewValue(at);
            // No field of a record is wider than a long, texts and bytes aside.
            long bytes = (long) count * fields.size() * Long.BYTES;
            for (int i = 0; i < count; i++) {
                records.setIndexDefined(first + i);
                for (int field = 0; field < fields.size(); field++) {
                    bytes += fields.get(field).copy(source.elements().get(field), start + i, first + i);
                }
            }
            target.endValue(at, count);
            return bytes;
        };
    }
}
