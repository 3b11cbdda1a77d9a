package io.mobula.tune;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One of these, each as likely as any other.
 *
 * {@snippet :
 * record Config(@Choice({32, 64, 128}) int width, @Choice(of = {"adam", "sgd"}) String optimizer, @Choice Activation activation, @Choice boolean bias) {}
 * }
 *
 * <p>A component of an enum type without values: any of its constants. A component of a sealed type needs no annotation: it is one of the type's records.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Choice {
    /** For numbers. */
    double[] value() default {};

    /** For strings, and for some of an enum's constants. */
    String[] of() default {};
}
