package io.mobula.wire.value;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.resource.PlacementGroup;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The choice of a form for a class, and of a reader for a tag. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class Forms {
    private static final @Nullable Form[] BY_TAG = new Form[256];

    private Forms() {}

    static Form register(int tag, Form form) {
        if (BY_TAG[tag] != null) throw new IllegalStateException("tag " + tag + " is taken");
        BY_TAG[tag] = form;
        return form;
    }

    private static final Form REF = register(Tag.REF, new SessionForms.Ref());
    private static final Form SESSION = register(Tag.SESSION, new SessionForms.Session());
    private static final Form ACTOR = register(Tag.ACTOR, new DirectoryForms.Actor());
    private static final Form GROUP = register(Tag.GROUP, new DirectoryForms.Group());
    private static final Form BUNDLE = register(Tag.BUNDLE, new DirectoryForms.Bundle());
    private static final Form OBJECTS = register(Tag.OBJECTS, new ArrayForms.Objects());
    private static final Form BUFFER = register(Tag.BUFFER, new BufferForm());
    private static final Form SERIALIZED = register(Tag.SERIALIZED, new SerializedForm());

    static {
        Leaves.register();
        register(Tag.LAMBDA, new LambdaForm.Reader());
        register(Tag.ENUM, new EnumForm.Reader());
        ArrayForms.register();
        Containers.register();
    }

    static Form byTag(int tag) {
        Form form = BY_TAG[tag];
        if (form == null) throw new Source.Malformed("no value begins with " + tag);
        return form;
    }

    static boolean isJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    /** The order matters: what is common and exact first, refusals before anything that would read fields. */
    static Form choose(Class<?> type) {
        Form leaf = Leaves.find(type);
        if (leaf != null) return leaf;
        if (Enum.class.isAssignableFrom(type)) return new EnumForm(type);
        if (ObjectRef.class.isAssignableFrom(type)) return REF;
        if (Mobula.class.isAssignableFrom(type)) return SESSION;
        if (ActorHandle.class.isAssignableFrom(type)) return ACTOR;
        if (PlacementGroup.class.isAssignableFrom(type)) return GROUP;
        if (PlacementGroup.Bundle.class.isAssignableFrom(type)) return BUNDLE;
        if (type.isArray()) return type.getComponentType().isPrimitive() ? ArrayForms.of(type) : OBJECTS;
        Form refused = Refusals.of(type);
        if (refused != null) return refused;
        if (type.isHidden()) return hidden(type);
        if (Buffer.class.isAssignableFrom(type)) return BUFFER;
        return isJdk(type) ? ofTheJdk(type) : ofTheUser(type);
    }

    private static Form hidden(Class<?> type) {
        Class<?>[] faces = type.getInterfaces();
        String face = faces.length == 0 ? type.getName() : faces[0].getName();
        if (!Serializable.class.isAssignableFrom(type)) {
            return new Form.Refused(
                    ErrorCode.CAPTURE_PLAIN_LAMBDA,
                    "a lambda of type " + face + " cannot travel",
                    "Declare it as io.mobula.api.Fn or Task where it is made");
        }
        // The JDK's own lambdas (Map.Entry.comparingByKey) are taken apart by java.io, which alone may.
        return isJdk(type) ? SERIALIZED : LambdaForm.of(type, face);
    }

    private static Form ofTheJdk(Class<?> type) {
        Form exact = Containers.exact(type);
        if (exact != null) return exact;
        if (Serializable.class.isAssignableFrom(type)) return SERIALIZED;
        boolean fixed = type.getName().startsWith("java.util.ImmutableCollections$");
        // Views (subList, keySet, reversed) are collections by their content.
        if (List.class.isAssignableFrom(type)) return fixed ? Containers.LIST_OF : Containers.ARRAY_LIST;
        if (Set.class.isAssignableFrom(type)) return Containers.LINKED_HASH_SET;
        if (Map.class.isAssignableFrom(type)) return Containers.LINKED_HASH_MAP;
        if (Map.Entry.class.isAssignableFrom(type)) return Containers.ENTRY;
        if (Collection.class.isAssignableFrom(type)) return Containers.ARRAY_LIST;
        return refused(
                type.getName() + " is closed and not Serializable, so it cannot travel",
                "Make it inside the body from what it is made of");
    }

    private static Form ofTheUser(Class<?> type) {
        if (Proxy.isProxyClass(type))
            return refused("a dynamic proxy (" + type.getName() + ") cannot travel", "Carry what its handler holds");
        try {
            if (type.isRecord()) return RecordForm.forClass(type);
            if (Throwable.class.isAssignableFrom(type) || speaksForItself(type)) return SERIALIZED;
            for (Class<?> level = type.getSuperclass();
                    level != null && level != Object.class;
                    level = level.getSuperclass()) {
                if (!isJdk(level) || !hasState(level)) continue;
                if (Serializable.class.isAssignableFrom(level)) return SERIALIZED;
                return refused(
                        type.getName() + " extends " + level.getName()
                                + ", whose fields are closed, so it cannot travel",
                        "Hold one instead of extending it, or carry what it is made of");
            }
            return BeanForm.forClass(type);
        } catch (IllegalAccessException closed) {
            return new Form.Refused(
                    ErrorCode.CAPTURE_PACKAGE_CLOSED,
                    "the fields of " + type.getName() + " are closed (" + closed.getMessage() + ")",
                    "Add `opens " + type.getPackageName() + ";` to its module-info");
        }
    }

    private static Form refused(String reason, String remedy) {
        return new Form.Refused(ErrorCode.VALUE_UNSHIPPABLE, reason, remedy);
    }

    private static boolean hasState(Class<?> level) {
        for (var field : level.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) return true;
        }
        return Serializable.class.isAssignableFrom(level);
    }

    /** Its author wrote how it is serialized (VALUE-4). */
    private static boolean speaksForItself(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) return false;
        if (Externalizable.class.isAssignableFrom(type)) return true;
        for (Class<?> level = type; level != null && !isJdk(level); level = level.getSuperclass()) {
            if (declares(level, "writeReplace")
                    || declares(level, "readResolve")
                    || declares(level, "writeObject", ObjectOutputStream.class)
                    || declares(level, "readObject", ObjectInputStream.class)) return true;
        }
        return false;
    }

    private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method found = type.getDeclaredMethod(name, parameters);
            return !Modifier.isStatic(found.getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }
}
