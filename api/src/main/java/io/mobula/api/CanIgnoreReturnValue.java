package io.mobula.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** The annotated method does something, so a caller may leave its answer unused, even where {@link CheckReturnValue} holds. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface CanIgnoreReturnValue {}
