package io.mobula.wire.value;

import io.mobula.api.error.ErrorCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A lambda within a value. What is read is a lambda again, made at the same place of the source in the reader's class loader: it can be captured, taken apart and sent on like the first.
 *
 * <p>Bodies themselves do not come this way: they are taken apart by {@code api.spi.Body}, and only their captures are encoded.
 */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class LambdaForm extends Form.WriteOnly {
    private final Class<?> type;
    private final MethodHandle writeReplace;
    private volatile @Nullable LambdaSite site;

    private LambdaForm(Class<?> type, MethodHandle writeReplace) {
        this.type = type;
        this.writeReplace = writeReplace;
    }

    static Form of(Class<?> type, String face) {
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            return new LambdaForm(type, handle.asType(MethodType.methodType(Object.class, Object.class)));
        } catch (NoSuchMethodException none) {
            return new Refused(
                    ErrorCode.CAPTURE_NOT_A_LAMBDA,
                    "a hidden class of type " + face + " cannot travel",
                    "Use a lambda or a record");
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            return new Refused(
                    ErrorCode.CAPTURE_PACKAGE_CLOSED,
                    "a lambda made in package " + type.getPackageName() + " cannot be read",
                    "Add `opens " + type.getPackageName() + ";` to its module-info");
        }
    }

    @Override
    void write(Encoder out, Object value) {
        if (!out.beginWhole(value, Tag.LAMBDA)) return;
        SerializedLambda parts = parts(value);
        if (out.writeLambda(type)) LambdaSite.write(out, parts);
        int i = 0;
        try {
            for (; i < parts.getCapturedArgCount(); i++) out.write(parts.getCapturedArg(i));
        } catch (Unshippable refusal) {
            throw refusal.step(".captured[" + i + "]");
        }
        out.endWhole();
    }

    @Override
    Object copy(Copier copier, Object value) {
        SerializedLambda parts = parts(value);
        @Nullable Object[] captured = new Object[parts.getCapturedArgCount()];
        for (int i = 0; i < captured.length; i++) captured[i] = parts.getCapturedArg(i);
        try {
            @Nullable Object[] copies = copier.copyAll(captured);
            return copies == captured ? value : site(parts).make(copies);
        } catch (Unshippable refusal) {
            throw refusal.step(".captured");
        }
    }

    private LambdaSite site(SerializedLambda parts) {
        LambdaSite known = site;
        if (known == null) site = known = LambdaSite.of(parts, new Classes(type.getClassLoader()));
        return known;
    }

    private SerializedLambda parts(Object value) {
        try {
            return (SerializedLambda) (Object) writeReplace.invokeExact(value);
        } catch (Throwable t) {
            throw Thrown.by(t);
        }
    }

    static final class Reader extends Form {
        @Override
        void write(Encoder out, Object value) {
            throw new IllegalStateException("written by its class");
        }

        @Override
        Object copy(Copier copier, Object value) {
            throw new IllegalStateException("copied by its class");
        }

        @Override
        Object read(Decoder in, int handle) {
            LambdaSite site = in.lambda();
            Object[] captured = new Object[site.captures()];
            for (int i = 0; i < captured.length; i++) captured[i] = in.read();
            return site.make(captured);
        }
    }
}
