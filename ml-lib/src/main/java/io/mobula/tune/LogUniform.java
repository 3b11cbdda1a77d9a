package io.mobula.tune;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A {@code double} or {@code float} in [min, max), whose logarithm is uniform: each power of ten as likely as any other. Needs {@code min > 0}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface LogUniform {
    double min();

    double max();

    /** How many values a grid tries, each the same multiple of the one before, both ends among them; 0: such a space has no grid. */
    int points() default 0;
}
