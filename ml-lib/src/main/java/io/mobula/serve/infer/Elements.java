package io.mobula.serve.infer;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Single elements between JSON and little-endian bytes. */
final class Elements {
    private Elements() {}

    /** The next integer, widened with or without its sign. */
    static long integer(Datatype type, ByteBuffer in) {
        return switch (type) {
            case BOOL, UINT8 -> Byte.toUnsignedLong(in.get());
            case INT8 -> in.get();
            case UINT16 -> Short.toUnsignedLong(in.getShort());
            case INT16 -> in.getShort();
            case UINT32 -> Integer.toUnsignedLong(in.getInt());
            case INT32 -> in.getInt();
            case INT64, UINT64 -> in.getLong();
            case FP16, FP32, FP64, BF16, BYTES -> throw new IllegalArgumentException(type + " is no integer");
        };
    }

    /** Reads the element the parser stands on. */
    static void read(String tensor, Datatype type, JsonParser json, GrowingBytes out) {
        JsonToken token = json.currentToken();
        switch (type) {
            case BOOL -> out.put((byte) (bool(tensor, token, json) ? 1 : 0));
            case UINT8 -> out.put((byte) whole(tensor, type, token, json, 0, 0xFF));
            case INT8 -> out.put((byte) whole(tensor, type, token, json, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT16 -> out.putShort((short) whole(tensor, type, token, json, 0, 0xFFFF));
            case INT16 -> out.putShort((short) whole(tensor, type, token, json, Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT32 -> out.putInt((int) whole(tensor, type, token, json, 0, 0xFFFF_FFFFL));
            case INT32 -> out.putInt((int) whole(tensor, type, token, json, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case INT64 -> out.putLong(whole(tensor, type, token, json, Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> out.putLong(unsigned(tensor, token, json));
            case FP16 -> out.putShort(Float.floatToFloat16((float) real(tensor, type, token, json)));
            case BF16 -> out.putShort(bfloat((float) real(tensor, type, token, json)));
            case FP32 -> out.putInt(Float.floatToRawIntBits((float) real(tensor, type, token, json)));
            case FP64 -> out.putLong(Double.doubleToRawLongBits(real(tensor, type, token, json)));
            case BYTES -> {
                if (token != JsonToken.VALUE_STRING) throw wrong(tensor, type, json);
                byte[] text = json.getString().getBytes(StandardCharsets.UTF_8);
                out.putInt(text.length);
                out.put(text);
            }
        }
    }

    /** To the nearest, ties to even; NaN stays NaN. */
    private static short bfloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) return (short) ((bits >>> 16) | 0x40);
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    private static boolean bool(String tensor, JsonToken token, JsonParser json) {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(tensor, Datatype.BOOL, token, json, 0, 1) == 1;
            default -> throw wrong(tensor, Datatype.BOOL, json);
        };
    }

    private static long whole(String tensor, Datatype type, JsonToken token, JsonParser json, long min, long max) {
        if (token != JsonToken.VALUE_NUMBER_INT) throw wrong(tensor, type, json);
        if (json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= min && value <= max) return value;
        }
        throw new BadRequest("Tensor \"" + tensor + "\": " + json.getString() + " is out of the range of " + type);
    }

    private static long unsigned(String tensor, JsonToken token, JsonParser json) {
        if (token != JsonToken.VALUE_NUMBER_INT) throw wrong(tensor, Datatype.UINT64, json);
        BigInteger value = json.getBigIntegerValue();
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw new BadRequest("Tensor \"" + tensor + "\": " + value + " is out of the range of UINT64");
        }
        return value.longValue();
    }

    private static double real(String tensor, Datatype type, JsonToken token, JsonParser json) {
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT)
            throw wrong(tensor, type, json);
        return json.getDoubleValue();
    }

    private static BadRequest wrong(String tensor, Datatype type, JsonParser json) {
        return new BadRequest("Tensor \"" + tensor + "\": " + json.getString() + " is no " + type);
    }

    /** Writes the next element. */
    static void write(Tensor tensor, ByteBuffer in, JsonGenerator json) {
        switch (tensor.datatype()) {
            case BOOL -> json.writeBoolean(in.get() != 0);
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, INT64 -> json.writeNumber(integer(tensor.datatype(), in));
            case UINT64 -> {
                long value = in.getLong();
                if (value >= 0) json.writeNumber(value);
                else json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
            }
            case FP16 -> real(tensor, Float.float16ToFloat(in.getShort()), json);
            case BF16 -> real(tensor, Float.intBitsToFloat(in.getShort() << 16), json);
            case FP32 -> real(tensor, in.getFloat(), json);
            case FP64 -> {
                double value = in.getDouble();
                if (!Double.isFinite(value)) throw notJson(tensor, value);
                json.writeNumber(value);
            }
            case BYTES -> {
                byte[] text = new byte[in.getInt()];
                in.get(text);
                json.writeString(new String(text, StandardCharsets.UTF_8));
            }
        }
    }

    private static void real(Tensor tensor, float value, JsonGenerator json) {
        if (!Float.isFinite(value)) throw notJson(tensor, value);
        json.writeNumber(value);
    }

    private static BadRequest notJson(Tensor tensor, double value) {
        return new BadRequest(
                "Tensor \"" + tensor.name() + "\" holds " + value + ", which JSON cannot say. Ask for binary data");
    }
}
