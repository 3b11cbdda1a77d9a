package io.mobula.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/**
 * What the annotated method, or every method of the annotated type or package, returns must be used.
 *
 * <p>Options are immutable: {@code fit.cpus(2);} as a statement changes nothing. Error Prone knows this annotation by its simple name and makes such a statement an error; {@link
 * CanIgnoreReturnValue} exempts the verbs.
 */
@Documented
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface CheckReturnValue {}
