package io.mobula.api.spi;

import io.mobula.api.error.CaptureException;
import java.io.Serializable;
import java.lang.reflect.Proxy;

/** How bodies of one Java class are taken apart. */
sealed interface BodyClass permits LambdaClass, ValueClass, FunctionClass {
    /** Per class, and gone with it. */
    ClassValue<BodyClass> OF = new ClassValue<>() {
        @Override
        protected BodyClass computeValue(Class<?> type) {
            if (type.isRecord() || Enum.class.isAssignableFrom(type)) return ValueClass.of(type);
            if (type.isHidden()) return LambdaClass.of(type);
            if (Proxy.isProxyClass(type)) return new FunctionClass();
            throw Refusals.notALambda(type);
        }
    };

    /** Throws {@link CaptureException} if it is no body, or its package is closed. */
    Body take(Serializable body);

    /** The functional interface it implements. */
    Class<?> face(Serializable body);
}
