package io.mobula.tune;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A {@code double} or {@code float} in [min, max), every value as likely as any other. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Uniform {
    double min();

    double max();

    /** How many values a grid tries, evenly spaced, both ends among them; 0: such a space has no grid. */
    int points() default 0;
}
