package io.mobula.serve;

/** Implemented by a deployed class that can tell when it is broken: a replica that throws three times in a row is replaced. */
@FunctionalInterface
public interface HealthCheck {
    /** Called about once a second, beside requests. */
    void check() throws Exception;
}
