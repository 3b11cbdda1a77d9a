package io.mobula.wire.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** One field of a record or bean. Primitives are neither boxed nor tagged. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class Slot {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private final Class<?> owner;
    private final String name;
    private final Class<?> type;
    private final MethodHandle get;
    private final @Nullable MethodHandle set;
    private final char kind;

    private Slot(Field field, MethodHandle get, @Nullable MethodHandle set) {
        this.owner = field.getDeclaringClass();
        this.name = field.getName();
        this.type = field.getType();
        this.kind = type.descriptorString().charAt(0);
        this.get = get;
        this.set = set;
    }

    static Slot of(Field field) throws IllegalAccessException {
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw new IllegalAccessException(closed.getMessage());
        }
        Class<?> erased = field.getType().isPrimitive() ? field.getType() : Object.class;
        MethodHandle get = LOOKUP.unreflectGetter(field).asType(MethodType.methodType(erased, Object.class));
        // A record's fields cannot be set by anyone: its constructor makes it.
        if (field.getDeclaringClass().isRecord()) return new Slot(field, get, null);
        return new Slot(
                field,
                get,
                LOOKUP.unreflectSetter(field).asType(MethodType.methodType(void.class, Object.class, erased)));
    }

    Class<?> type() {
        return type;
    }

    String description() {
        return name + ":" + type.getName() + ";";
    }

    Unshippable locate(Unshippable refusal) {
        return refusal.field(owner, name);
    }

    boolean holds(Object of, Object part) {
        return kind == 'L' && value(of) == part;
    }

    void write(Encoder out, Object of) {
        try {
            switch (kind) {
                case 'Z' -> out.sink.u8((boolean) get.invokeExact(of) ? 1 : 0);
                case 'B' -> out.sink.u8((byte) get.invokeExact(of));
                case 'S' -> out.sink.i16((short) get.invokeExact(of));
                case 'C' -> out.sink.i16((char) get.invokeExact(of));
                case 'I' -> out.sink.i32((int) get.invokeExact(of));
                case 'J' -> out.sink.i64((long) get.invokeExact(of));
                case 'F' -> out.sink.f32((float) get.invokeExact(of));
                case 'D' -> out.sink.f64((double) get.invokeExact(of));
                default -> out.write((Object) get.invokeExact(of));
            }
        } catch (Unshippable refusal) {
            throw locate(refusal);
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }

    /** Boxed, for a constructor. */
    @Nullable
    Object read(Decoder in) {
        return switch (kind) {
            case 'Z' -> in.source.u8() != 0;
            case 'B' -> (byte) in.source.u8();
            case 'S' -> in.source.i16();
            case 'C' -> (char) in.source.i16();
            case 'I' -> in.source.i32();
            case 'J' -> in.source.i64();
            case 'F' -> in.source.f32();
            case 'D' -> in.source.f64();
            default -> in.read();
        };
    }

    void read(Decoder in, Object into) {
        MethodHandle to = settable();
        try {
            switch (kind) {
                case 'Z' -> to.invokeExact(into, in.source.u8() != 0);
                case 'B' -> to.invokeExact(into, (byte) in.source.u8());
                case 'S' -> to.invokeExact(into, in.source.i16());
                case 'C' -> to.invokeExact(into, (char) in.source.i16());
                case 'I' -> to.invokeExact(into, in.source.i32());
                case 'J' -> to.invokeExact(into, in.source.i64());
                case 'F' -> to.invokeExact(into, in.source.f32());
                case 'D' -> to.invokeExact(into, in.source.f64());
                default -> to.invokeExact(into, in.read());
            }
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }

    @Nullable
    Object value(Object of) {
        try {
            return switch (kind) {
                case 'Z' -> (boolean) get.invokeExact(of);
                case 'B' -> (byte) get.invokeExact(of);
                case 'S' -> (short) get.invokeExact(of);
                case 'C' -> (char) get.invokeExact(of);
                case 'I' -> (int) get.invokeExact(of);
                case 'J' -> (long) get.invokeExact(of);
                case 'F' -> (float) get.invokeExact(of);
                case 'D' -> (double) get.invokeExact(of);
                default -> (Object) get.invokeExact(of);
            };
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }

    void copy(Copier copier, Object from, Object to) {
        try {
            Object value = value(from);
            if (!type.isPrimitive()) value = copier.copy(value);
            settable().invoke(to, value);
        } catch (Unshippable refusal) {
            throw locate(refusal);
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }

    private MethodHandle settable() {
        if (set == null) throw new IllegalStateException(owner.getName() + "." + name + " belongs to a record");
        return set;
    }
}
