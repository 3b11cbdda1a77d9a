package io.mobula.wire.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** A record: its components out, its canonical constructor in. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class RecordForm extends ShapedForm {
    private final MethodHandle constructor;

    /** Its components' types allow nothing that can change. Its values need no identity, so they are not tracked. */
    private final boolean small;

    private final boolean immutable;

    private RecordForm(Class<?> type, Slot[] slots, MethodHandle constructor, boolean small) {
        super(type, slots, small ? Tag.SMALL_RECORD : Tag.RECORD);
        this.constructor = constructor;
        this.small = small;
        this.immutable = small || Immutability.isAnnotated(type);
    }

    static RecordForm forClass(Class<?> type) throws IllegalAccessException {
        try {
            RecordComponent[] parts = type.getRecordComponents();
            Slot[] slots = new Slot[parts.length];
            Class<?>[] types = new Class<?>[parts.length];
            for (int i = 0; i < parts.length; i++) {
                slots[i] = Slot.of(type.getDeclaredField(parts[i].getName()));
                types[i] = parts[i].getType();
            }
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            MethodHandle constructor = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asFixedArity()
                    .asType(MethodType.genericMethodType(parts.length))
                    .asSpreader(Object[].class, parts.length);
            return new RecordForm(type, slots, constructor, Immutability.byType(type));
        } catch (NoSuchFieldException | NoSuchMethodException | InaccessibleObjectException odd) {
            throw new IllegalAccessException(odd.getMessage());
        }
    }

    @Override
    boolean isImmutable() {
        return immutable;
    }

    @Override
    void write(Encoder out, Object value) {
        if (small) {
            out.sink.u8(Tag.SMALL_RECORD);
            writeSlots(out, value);
        } else if (out.beginWhole(value, Tag.RECORD)) {
            writeSlots(out, value);
            out.endWhole();
        }
    }

    @Override
    Object read(Decoder in, int handle) {
        Object[] parts = new Object[slots.length];
        for (int i = 0; i < parts.length; i++) parts[i] = slots[i].read(in);
        return construct(parts);
    }

    @Override
    Object copy(Copier copier, Object value) {
        Object[] parts = new Object[slots.length];
        boolean same = true;
        for (int i = 0; i < parts.length; i++) {
            Object part = slots[i].value(value);
            parts[i] = part;
            if (slots[i].type().isPrimitive()) continue;
            try {
                parts[i] = copier.copy(part);
            } catch (Unshippable refusal) {
                throw slots[i].locate(refusal);
            }
            same &= parts[i] == part;
        }
        return same ? value : construct(parts);
    }

    private Object construct(@Nullable Object[] parts) {
        try {
            return (Object) constructor.invokeExact(parts);
        } catch (ClassCastException | NullPointerException mismatch) {
            throw mismatch;
        } catch (Exception refused) {
            throw Unshippable.of(type.getName() + " refuses its own components: " + refused, "Mend its constructor");
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }
}
