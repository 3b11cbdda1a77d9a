package io.mobula.api.spi;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/** Words what is no body. */
final class Refusals {
    private Refusals() {}

    static CaptureException notALambda(Class<?> type) {
        String what = type.isAnonymousClass()
                ? "an anonymous class"
                : type.isLocalClass() ? "a local class" : type.isHidden() ? "a class made at run time" : "a class";
        return new CaptureException(
                ErrorCode.CAPTURE_NOT_A_LAMBDA,
                "%s is %s. A body is a lambda, a method reference, a record or an enum constant"
                        .formatted(type.getName(), what),
                null);
    }

    static CaptureException notABody(Class<?> type) {
        return new CaptureException(
                ErrorCode.CAPTURE_NOT_A_LAMBDA,
                "%s is not a body. Let it implement io.mobula.api.Task, Action or Fn, or for actors ActorCall, ActorAction or ActorFactory".formatted(type.getName()),
                null);
    }

    static CaptureException twoBodies(Class<?> type, List<Class<?>> faces) {
        String names = faces.stream().map(Class::getSimpleName).collect(Collectors.joining(" and "));
        return new CaptureException(
                ErrorCode.CAPTURE_NOT_A_LAMBDA,
                "%s is %s at once, and it is not clear which is to run. Write a type for each"
                        .formatted(type.getName(), names),
                null);
    }

    static CaptureException madeInsideTheJdk(Class<?> lambda, Exception why) {
        Class<?> face = lambda.getInterfaces()[0];
        return new CaptureException(
                ErrorCode.CAPTURE_PACKAGE_CLOSED,
                "%s made inside the JDK cannot be taken apart. Make it inside the body, or write the lambda out behind a cast to (%s & Serializable)"
                        .formatted(face.getName(), face.getSimpleName()),
                why);
    }

    /** A hidden class has a name that no loader finds it by. */
    static CaptureException madeAtRunTime(Class<?> lambda, Throwable why) {
        return new CaptureException(
                ErrorCode.CAPTURE_UNSHIPPABLE,
                "The class around %s cannot be found by its name: a class made at run time cannot travel. Write the body in a class that is compiled ahead"
                        .formatted(lambda.getName()),
                why);
    }

    static CaptureException packageClosed(Class<?> type, Exception why) {
        return new CaptureException(
                ErrorCode.CAPTURE_PACKAGE_CLOSED,
                "Package %1$s is not open to io.mobula.api. Add `opens %1$s to io.mobula.api;` to the module-info of %2$s"
                        .formatted(type.getPackageName(), type.getModule().getName()),
                why);
    }
}
