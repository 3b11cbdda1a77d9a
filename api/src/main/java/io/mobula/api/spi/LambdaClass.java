package io.mobula.api.spi;

import io.mobula.api.error.CaptureException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Lambdas and method references of one place in the source: all have the same code, only the captured values differ. */
final class LambdaClass implements BodyClass {
    private final Class<?> type;
    /** {@code (Object) -> Object}, answering a SerializedLambda; null where the package is closed, see {@link LambdaPeek}. */
    private final @Nullable MethodHandle writeReplace;

    private volatile @Nullable Seen seen;

    /** What only an instance tells. */
    private record Seen(CodeShape shape, int capturedCount, Class<?> face) {}

    private LambdaClass(Class<?> type, @Nullable MethodHandle writeReplace) {
        this.type = type;
        this.writeReplace = writeReplace;
    }

    static LambdaClass of(Class<?> type) {
        try {
            return new LambdaClass(type, UserCode.getter(type.getDeclaredMethod("writeReplace")));
        } catch (NoSuchMethodException other) {
            throw Refusals.notALambda(type);
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            return new LambdaClass(type, null);
        }
    }

    @Override
    public Body take(Serializable lambda) {
        SerializedLambda parts = parts(lambda);
        Seen known = seen(parts);
        @Nullable Object[] captured = new Object[known.capturedCount];
        for (int i = 0; i < captured.length; i++) captured[i] = parts.getCapturedArg(i);
        return new Body(known.shape, null, captured);
    }

    @Override
    public Class<?> face(Serializable lambda) {
        return seen(parts(lambda)).face;
    }

    private SerializedLambda parts(Serializable lambda) {
        if (writeReplace == null) return LambdaPeek.at(lambda);
        try {
            if (UserCode.read(writeReplace, lambda) instanceof SerializedLambda parts) return parts;
        } catch (NoClassDefFoundError nameless) { // it names the class it stands in
            throw Refusals.madeAtRunTime(type, nameless);
        }
        throw Refusals.notALambda(type);
    }

    private Seen seen(SerializedLambda parts) {
        Seen known = seen;
        if (known != null) return known;
        Seen found = look(parts);
        seen = found;
        return found;
    }

    private Seen look(SerializedLambda parts) {
        var code = new BodyCode(
                parts.getImplClass(),
                parts.getImplMethodName(),
                parts.getImplMethodSignature(),
                parts.getImplMethodKind());
        try {
            Class<?> face =
                    Class.forName(parts.getFunctionalInterfaceClass().replace('/', '.'), false, type.getClassLoader());
            return new Seen(CodeShape.load(code, type.getClassLoader()), parts.getCapturedArgCount(), face);
        } catch (ClassNotFoundException nameless) {
            throw Refusals.madeAtRunTime(type, nameless);
        } catch (ReflectiveOperationException closed) {
            throw refuse(closed);
        }
    }

    private CaptureException refuse(ReflectiveOperationException closed) {
        boolean ofTheJdk = ClassFiles.ofTheJdk(type.getName().replace('.', '/'));
        return ofTheJdk ? Refusals.madeInsideTheJdk(type, closed) : Refusals.packageClosed(type, closed);
    }
}
