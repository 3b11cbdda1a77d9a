package io.mobula.wire.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Any other class of the user's: its fields but the transient ones. No constructor of it runs. */
final class BeanForm extends ShapedForm {
    private static final Object REFLECTION;
    private static final java.lang.reflect.Method EMPTY_CONSTRUCTOR;
    private static final Constructor<Object> OBJECT;

    static {
        // What java.io itself and every serializer makes objects with. Called by reflection: javac warns of the class,
        // and cannot be told not to.
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            REFLECTION = factory.getMethod("getReflectionFactory").invoke(null);
            EMPTY_CONSTRUCTOR = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            OBJECT = Object.class.getConstructor();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The jdk.unsupported module is missing from this Java: " + e, e);
        }
    }

    private final Constructor<?> empty;
    private final boolean immutable;

    private BeanForm(Class<?> type, Slot[] slots, Constructor<?> empty) {
        super(type, slots, Tag.BEAN);
        this.empty = empty;
        this.immutable = Immutability.isAnnotated(type);
    }

    static BeanForm forClass(Class<?> type) throws IllegalAccessException {
        List<Slot> slots = new ArrayList<>();
        for (Class<?> level = type; level != Object.class && level != null; level = level.getSuperclass()) {
            for (Field field : sorted(level)) slots.add(Slot.of(field));
        }
        try {
            return new BeanForm(type, slots.toArray(Slot[]::new), (Constructor<?>)
                    EMPTY_CONSTRUCTOR.invoke(REFLECTION, type, OBJECT));
        } catch (ReflectiveOperationException odd) {
            throw new IllegalAccessException(odd.getMessage());
        }
    }

    /** The order in which reflection lists fields is nobody's promise. */
    private static List<Field> sorted(Class<?> level) {
        return Arrays.stream(level.getDeclaredFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .toList();
    }

    @Override
    boolean isImmutable() {
        return immutable;
    }

    @Override
    void write(Encoder out, Object value) {
        if (out.begin(value, Tag.BEAN)) writeSlots(out, value);
    }

    @Override
    Object read(Decoder in, int handle) {
        Object value = make();
        in.bind(handle, value);
        for (Slot slot : slots) slot.read(in, value);
        return value;
    }

    @Override
    Object copy(Copier copier, Object value) {
        Object copy = make();
        copier.bind(value, copy);
        for (Slot slot : slots) slot.copy(copier, value, copy);
        return copy;
    }

    private Object make() {
        try {
            return empty.newInstance();
        } catch (ReflectiveOperationException odd) {
            throw Unshippable.of("no " + type.getName() + " can be made: " + odd, "Use a class that is not abstract");
        }
    }
}
