package io.mobula.api.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** All reflection on users' classes, in the one module that users open their packages to. */
final class UserCode {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType ONE_VALUE = MethodType.methodType(Object.class, Object.class);

    private UserCode() {}

    /** {@code (Object[]) -> Object}. */
    static MethodHandle find(Class<?> owner, BodyCode code) throws ReflectiveOperationException {
        MethodType signature = MethodType.fromMethodDescriptorString(code.descriptor(), owner.getClassLoader());
        Lookup lookup = lookup(owner);
        MethodHandle found = switch (code.kind()) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, code.name(), signature);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, signature);
            case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, code.name(), signature, owner);
            default -> lookup.findVirtual(owner, code.name(), signature);
        };
        return spread(found.asFixedArity());
    }

    /** All of it where the package is open to this module, else what is public. */
    static Lookup lookup(Class<?> owner) {
        UserCode.class
                .getModule()
                .addReads(owner.getModule()); // asked for by privateLookupIn, even of an unnamed module
        try {
            return MethodHandles.privateLookupIn(owner, LOOKUP);
        } catch (IllegalAccessException closed) {
            return MethodHandles.publicLookup();
        }
    }

    /** {@code (Object) -> Object}. Throws {@code InaccessibleObjectException} if the package is closed. */
    static MethodHandle getter(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return LOOKUP.unreflect(method).asType(ONE_VALUE);
    }

    /** {@code (Object[]) -> Object}. Throws {@code InaccessibleObjectException} if the package is closed. */
    static MethodHandle constructor(Constructor<?> constructor) throws IllegalAccessException {
        constructor.setAccessible(true);
        return spread(LOOKUP.unreflectConstructor(constructor));
    }

    /** {@code (Object) -> Object}. */
    static MethodHandle field(Class<?> owner, String name, Class<?> type) throws ReflectiveOperationException {
        return lookup(owner).findGetter(owner, name, type).asType(ONE_VALUE);
    }

    private static MethodHandle spread(MethodHandle handle) {
        int count = handle.type().parameterCount();
        return handle.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
    }

    /** Reads what cannot fail: an accessor that throws is passed on, anything else is a fault of this module. */
    static Object read(MethodHandle getter, Object from) {
        try {
            return (Object) getter.invokeExact(from);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new LinkageError(getter + " threw " + t, t);
        }
    }
}
