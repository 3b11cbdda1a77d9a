package io.mobula.api.spi;

import io.mobula.api.Ref;
import io.mobula.api.error.CodeException;
import io.mobula.api.error.ErrorCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is the same for every body with one code: the handle that runs it, and what its class file tells. Kept with the class that declares the method. */
final class CodeShape {
    private static final MethodHandle[] NONE = {};

    private static final ClassValue<Map<BodyCode, CodeShape>> BY_OWNER = new ClassValue<>() {
        @Override
        protected Map<BodyCode, CodeShape> computeValue(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    final BodyCode code;
    final Class<?> owner;
    private final MethodHandle invoker;
    /** Getters of the fields of a captured {@code this} that hold refs and that the body reads. */
    private final MethodHandle[] refFields;

    private volatile @Nullable BodyFacts facts;
    private volatile @Nullable List<StaticUse> statics;
    private final AtomicBoolean staticsReported = new AtomicBoolean();

    private CodeShape(BodyCode code, Class<?> owner) throws ReflectiveOperationException {
        this.code = code;
        this.owner = owner;
        this.invoker = UserCode.find(owner, code);
        boolean capturesThis = code.kind() != MethodHandleInfo.REF_invokeStatic && BodyFacts.isLambda(code);
        this.refFields = capturesThis ? refFields() : NONE;
    }

    /** Throws {@link CodeException} if the loader has no such code. Loads the class and does not initialise it. */
    static CodeShape of(BodyCode code, ClassLoader loader) {
        try {
            return load(code, loader);
        } catch (UnsupportedClassVersionError e) {
            throw new CodeException(
                    ErrorCode.CLASS_TOO_NEW,
                    "%s cannot run on Java %s: %s. Compile it for this Java, or start the node with a newer one"
                            .formatted(code, Runtime.version().feature(), e.getMessage()),
                    e);
        } catch (ClassNotFoundException | NoClassDefFoundError | TypeNotPresentException e) {
            throw new CodeException(
                    ErrorCode.CLASS_NOT_SHIPPED,
                    "%s cannot run: class %s was not found. Put it on the class path of the program that submits"
                            .formatted(code, e.getMessage()),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new CodeException(
                    ErrorCode.CLASS_NOT_SHIPPED,
                    "%s cannot run: another build of the class is loaded here (%s). Ship the build that submits"
                            .formatted(code, e.getMessage()),
                    e);
        }
    }

    /** As {@link #of}, with the failure as it is; a closed package is a {@code NoSuchMethodException} or an {@code IllegalAccessException}. */
    static CodeShape load(BodyCode code, @Nullable ClassLoader loader) throws ReflectiveOperationException {
        Class<?> owner = Class.forName(code.ownerName(), false, loader);
        Map<BodyCode, CodeShape> known = BY_OWNER.get(owner);
        CodeShape shape = known.get(code);
        if (shape != null) return shape;
        CodeShape found = new CodeShape(code, owner);
        CodeShape first = known.putIfAbsent(code, found);
        return first == null ? found : first;
    }

    @Nullable
    Object invoke(@Nullable Object[] values) throws Throwable {
        return (@Nullable Object) invoker.invokeExact(values);
    }

    Class<?> returnType() {
        return MethodType.fromMethodDescriptorString(code.descriptor(), owner.getClassLoader())
                .returnType();
    }

    void refsOfThis(@Nullable Object[] captured, Consumer<? super Ref<?>> each) {
        for (MethodHandle getter : refFields) {
            Object self = Objects.requireNonNull(captured[0]); // there are such fields only where it is `this`
            if (UserCode.read(getter, self) instanceof Ref<?> ref) each.accept(ref);
        }
    }

    BodyFacts facts() {
        BodyFacts known = facts;
        if (known != null) return known;
        BodyFacts found = BodyFacts.read(owner, code);
        facts = found;
        return found;
    }

    List<StaticUse> statics() {
        List<StaticUse> known = statics;
        if (known != null) return known;
        List<StaticUse> found = StaticScan.read(owner, code);
        statics = found;
        return found;
    }

    /** True for the one caller who is to report what {@link #statics()} found. */
    boolean claimStaticsReport() {
        return !staticsReported.get() && staticsReported.compareAndSet(false, true);
    }

    private MethodHandle[] refFields() throws ReflectiveOperationException {
        List<MethodHandle> getters = new ArrayList<>();
        List<String> reads = facts().thisReads();
        for (Field field : owner.getDeclaredFields()) {
            if (!reads.contains(field.getName()) || !Ref.class.isAssignableFrom(field.getType())) continue;
            getters.add(UserCode.field(owner, field.getName(), field.getType()));
        }
        return getters.toArray(MethodHandle[]::new);
    }
}
