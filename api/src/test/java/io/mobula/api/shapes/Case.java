package io.mobula.api.shapes;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * One way to write a body.
 *
 * @param expected what a call answers
 */
@SuppressWarnings("ArrayRecordComponent") // the arguments of a reflective call
public record Case(String name, Callable<Serializable> maker, Object[] arguments, Object expected) {
    static Case of(String name, Callable<Serializable> maker) {
        return new Case(name, maker, new Object[0], 42);
    }

    static Case of(String name, Callable<Serializable> maker, Object expected) {
        return new Case(name, maker, new Object[0], expected);
    }

    static Case call(String name, Callable<Serializable> maker, Object argument) {
        return new Case(name, maker, new Object[] {argument}, 42);
    }

    @Override
    public String toString() {
        return name;
    }
}
