package io.mobula.wire.value;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Immutable values of the JDK without parts: written by their content, shared by copies. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class Leaves {
    @FunctionalInterface
    interface Writer<T> {
        void write(Encoder out, T value);
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(Decoder in);
    }

    /** Of classes as they are. */
    private static final Map<Class<?>, Form> EXACT = new LinkedHashMap<>();

    /** Of classes whose implementations are the JDK's secret. */
    private static final Map<Class<?>, Form> FAMILIES = new LinkedHashMap<>();

    private Leaves() {}

    static @Nullable Form find(Class<?> type) {
        Form exact = EXACT.get(type);
        if (exact != null) return exact;
        for (Map.Entry<Class<?>, Form> family : FAMILIES.entrySet()) {
            if (Forms.isJdk(type) && family.getKey().isAssignableFrom(type)) return family.getValue();
        }
        return null;
    }

    static boolean isFinalLeaf(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && EXACT.containsKey(type);
    }

    private static <T> void exact(Class<T> type, int tag, Writer<T> writer, Reader<T> reader) {
        EXACT.put(type, Forms.register(tag, new Leaf<>(tag, writer, reader)));
    }

    private static <T> void family(Class<T> type, int tag, Writer<T> writer, Reader<T> reader) {
        FAMILIES.put(type, Forms.register(tag, new Leaf<>(tag, writer, reader)));
    }

    static void register() {
        Form booleans = new Booleans();
        EXACT.put(Boolean.class, booleans);
        Forms.register(Tag.TRUE, new Leaf<Boolean>(Tag.TRUE, (out, v) -> {}, in -> true));
        Forms.register(Tag.FALSE, new Leaf<Boolean>(Tag.FALSE, (out, v) -> {}, in -> false));
        EXACT.put(String.class, new Strings());
        Forms.register(Tag.LATIN1, new Leaf<String>(Tag.LATIN1, (out, v) -> {}, in -> in.source.latin1()));
        Forms.register(Tag.UTF16, new Leaf<String>(Tag.UTF16, (out, v) -> {}, in -> in.source.utf16()));
        Forms.register(Tag.LONG_LATIN1, new Leaf<String>(Tag.LONG_LATIN1, (out, v) -> {}, in -> in.source.latin1()));
        Forms.register(Tag.LONG_UTF16, new Leaf<String>(Tag.LONG_UTF16, (out, v) -> {}, in -> in.source.utf16()));

        exact(Byte.class, Tag.BYTE, (out, v) -> out.sink.u8(v), in -> (byte) in.source.u8());
        exact(Short.class, Tag.SHORT, (out, v) -> out.sink.i16(v), in -> in.source.i16());
        exact(Character.class, Tag.CHAR, (out, v) -> out.sink.i16(v), in -> (char) in.source.i16());
        exact(Integer.class, Tag.INT, (out, v) -> out.sink.i32(v), in -> in.source.i32());
        exact(Long.class, Tag.LONG, (out, v) -> out.sink.i64(v), in -> in.source.i64());
        exact(Float.class, Tag.FLOAT, (out, v) -> out.sink.f32(v), in -> in.source.f32());
        exact(Double.class, Tag.DOUBLE, (out, v) -> out.sink.f64(v), in -> in.source.f64());
        exact(Class.class, Tag.CLASS, (out, v) -> out.writeClass(v), in -> in.readClass());
        exact(
                BigInteger.class,
                Tag.BIG_INTEGER,
                (out, v) -> out.sink.bytes(v.toByteArray()),
                in -> new BigInteger(in.source.bytes()));
        exact(
                BigDecimal.class,
                Tag.BIG_DECIMAL,
                (out, v) -> {
                    out.sink.i32(v.scale());
                    out.sink.bytes(v.unscaledValue().toByteArray());
                },
                in -> {
                    int scale = in.source.i32();
                    return new BigDecimal(new BigInteger(in.source.bytes()), scale);
                });
        exact(
                UUID.class,
                Tag.UUID,
                (out, v) -> {
                    out.sink.i64(v.getMostSignificantBits());
                    out.sink.i64(v.getLeastSignificantBits());
                },
                in -> new UUID(in.source.i64(), in.source.i64()));
        exact(
                OptionalInt.class,
                Tag.OPTIONAL_INT,
                (out, v) -> out.write(v.isPresent() ? v.getAsInt() : null),
                in -> in.read() instanceof Integer i ? OptionalInt.of(i) : OptionalInt.empty());
        exact(
                OptionalLong.class,
                Tag.OPTIONAL_LONG,
                (out, v) -> out.write(v.isPresent() ? v.getAsLong() : null),
                in -> in.read() instanceof Long i ? OptionalLong.of(i) : OptionalLong.empty());
        exact(
                OptionalDouble.class,
                Tag.OPTIONAL_DOUBLE,
                (out, v) -> out.write(v.isPresent() ? v.getAsDouble() : null),
                in -> in.read() instanceof Double i ? OptionalDouble.of(i) : OptionalDouble.empty());
        exact(URI.class, Tag.URI, (out, v) -> out.name(v.toString()), in -> URI.create(in.name()));
        exact(
                Locale.class,
                Tag.LOCALE,
                (out, v) -> out.name(v.toLanguageTag()),
                in -> Locale.forLanguageTag(in.name()));
        // A charset or a path of another provider has other rules than its name tells.
        family(Charset.class, Tag.CHARSET, (out, v) -> out.name(v.name()), in -> Charset.forName(in.name()));
        family(Path.class, Tag.PATH, Leaves::writePath, in -> Path.of(in.name()));
        times();
    }

    private static void writePath(Encoder out, Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw Unshippable.of(
                    "a path of " + path.getFileSystem().getClass().getName() + " cannot travel", "Carry its URI");
        }
        out.name(path.toString());
    }

    private static void times() {
        exact(
                Instant.class,
                Tag.INSTANT,
                (out, v) -> seconds(out, v.getEpochSecond(), v.getNano()),
                in -> Instant.ofEpochSecond(in.source.i64(), in.source.i32()));
        exact(
                Duration.class,
                Tag.DURATION,
                (out, v) -> seconds(out, v.getSeconds(), v.getNano()),
                in -> Duration.ofSeconds(in.source.i64(), in.source.i32()));
        exact(LocalDate.class, Tag.LOCAL_DATE, (out, v) -> out.sink.i64(v.toEpochDay()), Leaves::date);
        exact(LocalTime.class, Tag.LOCAL_TIME, (out, v) -> out.sink.i64(v.toNanoOfDay()), Leaves::time);
        exact(LocalDateTime.class, Tag.LOCAL_DATE_TIME, Leaves::dateTime, Leaves::dateTime);
        exact(
                OffsetDateTime.class,
                Tag.OFFSET_DATE_TIME,
                (out, v) -> {
                    dateTime(out, v.toLocalDateTime());
                    out.sink.i32(v.getOffset().getTotalSeconds());
                },
                in -> OffsetDateTime.of(dateTime(in), ZoneOffset.ofTotalSeconds(in.source.i32())));
        exact(
                OffsetTime.class,
                Tag.OFFSET_TIME,
                (out, v) -> {
                    out.sink.i64(v.toLocalTime().toNanoOfDay());
                    out.sink.i32(v.getOffset().getTotalSeconds());
                },
                in -> OffsetTime.of(time(in), ZoneOffset.ofTotalSeconds(in.source.i32())));
        exact(
                ZonedDateTime.class,
                Tag.ZONED_DATE_TIME,
                (out, v) -> {
                    dateTime(out, v.toLocalDateTime());
                    out.sink.i32(v.getOffset().getTotalSeconds());
                    out.name(v.getZone().getId());
                },
                in -> {
                    LocalDateTime local = dateTime(in);
                    ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.source.i32());
                    return ZonedDateTime.ofLocal(local, ZoneId.of(in.name()), offset);
                });
        family(ZoneId.class, Tag.ZONE, (out, v) -> out.name(v.getId()), in -> ZoneId.of(in.name()));
        exact(
                Period.class,
                Tag.PERIOD,
                (out, v) -> {
                    for (int part : List.of(v.getYears(), v.getMonths(), v.getDays())) out.sink.i32(part);
                },
                in -> Period.of(in.source.i32(), in.source.i32(), in.source.i32()));
        exact(Year.class, Tag.YEAR, (out, v) -> out.sink.i32(v.getValue()), in -> Year.of(in.source.i32()));
        exact(
                YearMonth.class,
                Tag.YEAR_MONTH,
                (out, v) -> {
                    out.sink.i32(v.getYear());
                    out.sink.u8(v.getMonthValue());
                },
                in -> YearMonth.of(in.source.i32(), in.source.u8()));
        exact(
                MonthDay.class,
                Tag.MONTH_DAY,
                (out, v) -> {
                    out.sink.u8(v.getMonthValue());
                    out.sink.u8(v.getDayOfMonth());
                },
                in -> MonthDay.of(in.source.u8(), in.source.u8()));
    }

    private static void seconds(Encoder out, long seconds, int nanos) {
        out.sink.i64(seconds);
        out.sink.i32(nanos);
    }

    private static LocalDate date(Decoder in) {
        return LocalDate.ofEpochDay(in.source.i64());
    }

    private static LocalTime time(Decoder in) {
        return LocalTime.ofNanoOfDay(in.source.i64());
    }

    private static void dateTime(Encoder out, LocalDateTime value) {
        out.sink.i64(value.toLocalDate().toEpochDay());
        out.sink.i64(value.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime dateTime(Decoder in) {
        return LocalDateTime.of(date(in), time(in));
    }

    private abstract static class Shared extends Form {
        @Override
        final Object copy(Copier copier, Object value) {
            return value;
        }

        @Override
        final boolean isImmutable() {
            return true;
        }
    }

    private static final class Leaf<T> extends Shared {
        private final int tag;
        private final Writer<T> writer;
        private final Reader<T> reader;

        Leaf(int tag, Writer<T> writer, Reader<T> reader) {
            this.tag = tag;
            this.writer = writer;
            this.reader = reader;
        }

        @Override
        @SuppressWarnings("unchecked") // looked up by the value's class
        void write(Encoder out, Object value) {
            out.sink.u8(tag);
            writer.write(out, (T) value);
        }

        @Override
        Object read(Decoder in, int handle) {
            return reader.read(in);
        }
    }

    private static final class Booleans extends Shared {
        @Override
        void write(Encoder out, Object value) {
            out.sink.u8((boolean) value ? Tag.TRUE : Tag.FALSE);
        }

        @Override
        Object read(Decoder in, int handle) {
            throw new IllegalStateException("read by its tags");
        }
    }

    /** Short strings are written wherever they occur, long ones once. */
    private static final class Strings extends Shared {
        private static final int LONG_FROM_CHARS = 64;

        @Override
        void write(Encoder out, Object value) {
            String text = (String) value;
            boolean latin1 = isLatin1(text);
            if (text.length() < LONG_FROM_CHARS) out.sink.u8(latin1 ? Tag.LATIN1 : Tag.UTF16);
            else if (!out.begin(text, latin1 ? Tag.LONG_LATIN1 : Tag.LONG_UTF16)) return;
            if (latin1) out.sink.latin1(text);
            else out.sink.utf16(text);
        }

        private static boolean isLatin1(String text) {
            int all = 0;
            for (int i = 0; i < text.length(); i++) all |= text.charAt(i);
            return all < 256;
        }

        @Override
        Object read(Decoder in, int handle) {
            throw new IllegalStateException("read by its tags");
        }
    }
}
