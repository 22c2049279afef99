package dev.croft.core.parquet;

import dev.croft.core.table.ColumnType;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * What the schema says of a top-level column. <em>LogicalTypes</em> of the format: a logical type, when there is one,
 * goes before the converted type that older writers left in its place.
 *
 * @param columnType what values are read as, if they are
 * @param text the type in words
 * @param geometryCrs the stated CRS when the logical type is GEOMETRY or GEOGRAPHY
 */
record ParquetType(Optional<ColumnType> columnType, String text, Optional<String> geometryCrs) {
    /** CRS of a GEOMETRY or GEOGRAPHY that states none; <em>Geospatial Types</em>, section "CRS Customization". */
    private static final String DEFAULT_CRS = "OGC:CRS84";

    static ParquetType of(SchemaElement element) {
        if (!element.isSetType()) {
            return unread(groupText(element));
        }
        if (element.getRepetition_type() == FieldRepetitionType.REPEATED) {
            return unread("repeated " + element.getType());
        }
        return element.isSetLogicalType() ? ofLogical(element, element.getLogicalType()) : ofConverted(element);
    }

    private static String groupText(SchemaElement element) {
        LogicalType logical = element.getLogicalType();
        ConvertedType converted = element.getConverted_type();
        if (converted == ConvertedType.LIST || (logical != null && logical.isSetLIST())) {
            return "list";
        }
        boolean map = converted == ConvertedType.MAP || converted == ConvertedType.MAP_KEY_VALUE;
        return map || (logical != null && logical.isSetMAP()) ? "map" : "struct";
    }

    private static ParquetType ofLogical(SchemaElement element, LogicalType logical) {
        Type physical = element.getType();
        if (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()) {
            return readIf(physical == Type.BYTE_ARRAY, ColumnType.STRING, element);
        }
        if (logical.isSetBSON()) {
            return readIf(physical == Type.BYTE_ARRAY, ColumnType.BINARY, element);
        }
        if (logical.isSetUUID()) {
            return readIf(physical == Type.FIXED_LEN_BYTE_ARRAY, ColumnType.BINARY, element);
        }
        if (logical.isSetDATE()) {
            return readIf(physical == Type.INT32, ColumnType.DATE, element);
        }
        if (logical.isSetTIMESTAMP()) {
            return readIf(physical == Type.INT64, timestamp(logical.getTIMESTAMP()), element);
        }
        if (logical.isSetINTEGER()) {
            ColumnType type = integer(logical.getINTEGER());
            boolean wide = type.storage() == ColumnType.Storage.LONG;
            return readIf(physical == (wide ? Type.INT64 : Type.INT32), type, element);
        }
        if (logical.isSetGEOMETRY()) {
            String crs =
                    logical.getGEOMETRY().isSetCrs() ? logical.getGEOMETRY().getCrs() : DEFAULT_CRS;
            return geometry(physical, "geometry", crs);
        }
        if (logical.isSetGEOGRAPHY()) {
            String crs =
                    logical.getGEOGRAPHY().isSetCrs() ? logical.getGEOGRAPHY().getCrs() : DEFAULT_CRS;
            return geometry(physical, "geography", crs);
        }
        if (logical.isSetDECIMAL()) {
            return unread("decimal(" + logical.getDECIMAL().getPrecision() + ", "
                    + logical.getDECIMAL().getScale() + ")");
        }
        return logical.isSetTIME() || logical.isSetFLOAT16() || logical.isSetUNKNOWN() || logical.isSetVARIANT()
                ? unread(logical.getSetField().getFieldName().toLowerCase(Locale.ROOT))
                : ofConverted(element);
    }

    private static ParquetType ofConverted(SchemaElement element) {
        ConvertedType converted = element.getConverted_type();
        if (converted == null) {
            return ofPhysical(element);
        }
        Type physical = element.getType();
        return switch (converted) {
            case UTF8, ENUM, JSON -> readIf(physical == Type.BYTE_ARRAY, ColumnType.STRING, element);
            case BSON -> readIf(physical == Type.BYTE_ARRAY, ColumnType.BINARY, element);
            case DATE -> readIf(physical == Type.INT32, ColumnType.DATE, element);
            case INT_8 -> readIf(physical == Type.INT32, ColumnType.INT8, element);
            case INT_16 -> readIf(physical == Type.INT32, ColumnType.INT16, element);
            case INT_32 -> readIf(physical == Type.INT32, ColumnType.INT32, element);
            case INT_64 -> readIf(physical == Type.INT64, ColumnType.INT64, element);
            case UINT_8 -> readIf(physical == Type.INT32, ColumnType.UINT8, element);
            case UINT_16 -> readIf(physical == Type.INT32, ColumnType.UINT16, element);
            case UINT_32 -> readIf(physical == Type.INT32, ColumnType.UINT32, element);
            case UINT_64 -> readIf(physical == Type.INT64, ColumnType.UINT64, element);
            case TIMESTAMP_MILLIS -> readIf(physical == Type.INT64, ColumnType.TIMESTAMP_MILLIS, element);
            case TIMESTAMP_MICROS -> readIf(physical == Type.INT64, ColumnType.TIMESTAMP_MICROS, element);
            case DECIMAL -> unread("decimal(" + element.getPrecision() + ", " + element.getScale() + ")");
            case TIME_MILLIS, TIME_MICROS -> unread("time");
            case INTERVAL -> unread("interval");
            case MAP, MAP_KEY_VALUE, LIST -> ofPhysical(element);
        };
    }

    private static ParquetType ofPhysical(SchemaElement element) {
        return switch (element.getType()) {
            case BOOLEAN -> read(ColumnType.BOOLEAN);
            case INT32 -> read(ColumnType.INT32);
            case INT64 -> read(ColumnType.INT64);
            case FLOAT -> read(ColumnType.FLOAT32);
            case DOUBLE -> read(ColumnType.FLOAT64);
            case BYTE_ARRAY -> read(ColumnType.BINARY);
            case FIXED_LEN_BYTE_ARRAY -> readIf(element.getType_length() > 0, ColumnType.BINARY, element);
            case INT96 -> unread("int96");
        };
    }

    private static ColumnType integer(IntType type) {
        boolean signed = type.isIsSigned();
        return switch (type.getBitWidth()) {
            case 8 -> signed ? ColumnType.INT8 : ColumnType.UINT8;
            case 16 -> signed ? ColumnType.INT16 : ColumnType.UINT16;
            case 32 -> signed ? ColumnType.INT32 : ColumnType.UINT32;
            default -> signed ? ColumnType.INT64 : ColumnType.UINT64;
        };
    }

    private static ColumnType timestamp(TimestampType type) {
        boolean utc = type.isIsAdjustedToUTC();
        TimeUnit unit = type.getUnit();
        if (unit.isSetMILLIS()) {
            return utc ? ColumnType.TIMESTAMP_MILLIS : ColumnType.LOCAL_TIMESTAMP_MILLIS;
        }
        if (unit.isSetMICROS()) {
            return utc ? ColumnType.TIMESTAMP_MICROS : ColumnType.LOCAL_TIMESTAMP_MICROS;
        }
        return utc ? ColumnType.TIMESTAMP_NANOS : ColumnType.LOCAL_TIMESTAMP_NANOS;
    }

    private static ParquetType geometry(Type physical, String text, String crs) {
        if (physical != Type.BYTE_ARRAY) {
            return unread(text + " of " + physical);
        }
        return new ParquetType(Optional.of(ColumnType.BINARY), text + "(" + crs + ")", Optional.of(crs));
    }

    /** A logical type that does not fit its physical type makes a column that is not read rather than read wrongly. */
    private static ParquetType readIf(boolean fits, ColumnType type, SchemaElement element) {
        return fits ? read(type) : unread(type + " of " + element.getType());
    }

    private static ParquetType read(ColumnType type) {
        return new ParquetType(Optional.of(type), type.name().toLowerCase(Locale.ROOT), Optional.empty());
    }

    private static ParquetType unread(String text) {
        return new ParquetType(Optional.empty(), text, Optional.empty());
    }
}
