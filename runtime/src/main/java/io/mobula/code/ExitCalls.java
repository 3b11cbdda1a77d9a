package io.mobula.code;

import io.mobula.api.spi.Exits;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;

/**
 * Turns the calls in a class file that would end the process into refusals, method references included.
 *
 * <p>Cost: a class that names neither {@code exit} nor {@code halt} is read once for these words, and defined as it is.
 */
final class ExitCalls {
    private static final ClassDesc EXITS = ClassDesc.of(Exits.class.getName());
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc STATUS = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc RUNTIME_AND_STATUS =
            MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);
    private static final String REFUSE = "refuse";
    private static final byte[] EXIT = constant("exit");
    private static final byte[] HALT = constant("halt");

    private ExitCalls() {}

    /** A name as it stands in a class file: tag, length in two bytes, text. */
    private static byte[] constant(String name) {
        return ("\1\0" + (char) name.length() + name).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The class file to define in place of this one; the same array if it calls no exit, or if it is none that this JVM reads.
     *
     * @param loader whose classes it is of; their files are read where stack maps need them, none is loaded
     */
    static byte[] refused(byte[] file, ClassLoader loader) {
        if (!contains(file, EXIT) && !contains(file, HALT)) return file;
        ClassHierarchyResolver classes =
                ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver());
        try {
            ClassFile context = ClassFile.of(ClassHierarchyResolverOption.of(classes));
            return context.transformClass(
                    context.parse(file),
                    ClassTransform.transformingMethodBodies(
                            method -> method.code().stream()
                                    .flatMap(code -> code.elementStream())
                                    .anyMatch(ExitCalls::exits),
                            ExitCalls::write));
        } catch (IllegalArgumentException unreadable) {
            return file; // the JVM words it better
        }
    }

    private static boolean exits(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call ->
                exits(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
            case InvokeDynamicInstruction site -> site.bootstrapArgs().stream().anyMatch(ExitCalls::exits);
            default -> false;
        };
    }

    private static boolean exits(ConstantDesc argument) {
        return argument instanceof DirectMethodHandleDesc method
                && exits(method.owner(), method.methodName(), MethodTypeDesc.ofDescriptor(method.lookupDescriptor()));
    }

    private static boolean exits(ClassDesc owner, String name, MethodTypeDesc type) {
        if (!type.equals(STATUS)) return false;
        return owner.equals(SYSTEM) ? name.equals("exit") : owner.equals(RUNTIME) && isExitOrHalt(name);
    }

    private static boolean isExitOrHalt(String name) {
        return name.equals("exit") || name.equals("halt");
    }

    private static void write(CodeBuilder code, CodeElement element) {
        if (!exits(element)) {
            code.with(element);
            return;
        }
        switch (element) {
            case InvokeInstruction call ->
                code.invokestatic(EXITS, REFUSE, refusal(call.owner().asSymbol()));
            case InvokeDynamicInstruction site ->
                code.invokedynamic(DynamicCallSiteDesc.of(
                        site.bootstrapMethod(),
                        site.name().stringValue(),
                        site.typeSymbol(),
                        site.bootstrapArgs().stream().map(ExitCalls::refusing).toArray(ConstantDesc[]::new)));
            default -> throw new IllegalStateException("no call: " + element);
        }
    }

    private static ConstantDesc refusing(ConstantDesc argument) {
        if (!exits(argument) || !(argument instanceof DirectMethodHandleDesc method)) return argument;
        return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, EXITS, REFUSE, refusal(method.owner()));
    }

    private static MethodTypeDesc refusal(ClassDesc owner) {
        return owner.equals(SYSTEM) ? STATUS : RUNTIME_AND_STATUS;
    }

    private static boolean contains(byte[] file, byte[] word) {
        for (int at = 0; at <= file.length - word.length; at++) {
            int matched = 0;
            while (matched < word.length && file[at + matched] == word[matched]) matched++;
            if (matched == word.length) return true;
        }
        return false;
    }
}
