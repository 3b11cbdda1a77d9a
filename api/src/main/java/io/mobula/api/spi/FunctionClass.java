package io.mobula.api.spi;

import java.io.Serializable;
import java.lang.reflect.Proxy;

/** Proxies: those that {@link Body#as} made are bodies again. */
record FunctionClass() implements BodyClass {
    @Override
    public Body take(Serializable body) {
        return function(body).body();
    }

    @Override
    public Class<?> face(Serializable body) {
        return function(body).face();
    }

    private static BodyFunction function(Serializable body) {
        if (Proxy.getInvocationHandler(body) instanceof BodyFunction function) return function;
        throw Refusals.notALambda(body.getClass());
    }
}
