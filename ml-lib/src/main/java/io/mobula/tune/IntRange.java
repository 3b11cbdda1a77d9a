package io.mobula.tune;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An {@code int} or {@code long} of {@code min}, {@code min + step}, … up to {@code max}, which is one of them if the steps meet it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IntRange {
    int min();

    int max();

    int step() default 1;
}
