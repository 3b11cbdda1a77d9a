package io.mobula.tune;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An {@code int} or {@code long} from {@code min} to {@code max}, both included, small ones as likely as large ones on a logarithmic scale. Needs {@code min > 0}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface LogIntRange {
    int min();

    int max();

    /** How many values a grid tries, each about the same multiple of the one before, both ends among them; 0: such a space has no grid. */
    int points() default 0;
}
