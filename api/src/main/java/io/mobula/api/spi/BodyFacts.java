package io.mobula.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Read from a body's class file: where it stands, what it reads of {@code this}, and which mutable statics it touches. For messages and for dependencies in fields. */
public record BodyFacts(String place, List<String> captureNames, List<String> thisReads, List<String> mutableStatics) {
  public static BodyFacts read(ClassLoader loader, BodyCode code) {
    byte[] bytes = code.owner().startsWith("java/") ? new byte[0] : classFile(loader, code.owner());
    if (bytes.length == 0) return new BodyFacts(code.owner().replace('/', '.') + "." + code.name(), List.of(), List.of(), List.of());
    ClassModel model = ClassFile.of(ClassFile.DebugElementsOption.PASS_DEBUG, ClassFile.LineNumbersOption.PASS_LINE_NUMBERS).parse(bytes);
    var scan = new Scan(loader, model);
    scan.method(code.name(), code.descriptor());
    String simple = model.thisClass().asInternalName().replaceAll(".*[/$]", "");
    return new BodyFacts(simple + "." + enclosing(code.name()) + " line " + scan.line, scan.names(code), List.copyOf(scan.reads), List.copyOf(scan.statics));
  }

  static byte[] classFile(ClassLoader loader, String owner) {
    try (InputStream in = loader == null ? ClassLoader.getSystemResourceAsStream(owner + ".class") : loader.getResourceAsStream(owner + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** javac: {@code lambda$run$0}, {@code lambda$run$1a2b3c$1}; ecj: {@code lambda$0}. */
  private static String enclosing(String name) {
    String[] parts = name.split("\\$");
    return parts.length > 2 ? parts[1].replace("static", "<clinit>").replace("new", "<init>") : name;
  }

  private static final class Scan {
    final ClassLoader loader;
    final ClassModel model;
    final Set<String> done = new HashSet<>();
    final List<String> reads = new ArrayList<>();
    final List<String> statics = new ArrayList<>();
    int line;

    Scan(ClassLoader loader, ClassModel model) {
      this.loader = loader;
      this.model = model;
    }

    /** The variables' own names, if the class file has them ({@code javac -g}, as build tools do); they are the method's first parameters. */
    List<String> names(BodyCode code) {
      List<String> names = new ArrayList<>();
      for (MethodModel m : model.methods()) {
        if (!m.methodName().equalsString(code.name()) || !m.methodType().equalsString(code.descriptor())) continue;
        var slots = new java.util.TreeMap<Integer, String>();
        m.code().ifPresent(c -> c.elementStream().forEach(e -> {
          if (e instanceof LocalVariable v) slots.putIfAbsent(v.slot(), v.name().stringValue());
        }));
        int slot = 0;
        if ((m.flags().flagsMask() & ClassFile.ACC_STATIC) == 0) names.add(slots.getOrDefault(slot++, "this"));
        for (var p : m.methodTypeSymbol().parameterList()) {
          if (slots.containsKey(slot)) names.add(slots.get(slot));
          slot += p.descriptorString().equals("J") || p.descriptorString().equals("D") ? 2 : 1;
        }
      }
      return names;
    }

    void method(String name, String descriptor) {
      if (!done.add(name + descriptor)) return;
      for (MethodModel m : model.methods()) {
        if (m.methodName().equalsString(name) && m.methodType().equalsString(descriptor)) m.code().ifPresent(c -> code(c.elementList()));
      }
    }

    private void code(List<CodeElement> elements) {
      boolean self = false;
      String me = model.thisClass().asInternalName();
      for (CodeElement e : elements) {
        switch (e) {
          case LineNumber n -> {
            if (line == 0) line = n.line();
          }
          case FieldInstruction f when f.opcode() == Opcode.GETFIELD && f.owner().asInternalName().equals(me) -> {
            if (!self) continue;
            add(reads, f.name().stringValue());
          }
          case FieldInstruction f when f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC -> staticField(f);
          case InvokeInstruction i when i.owner().asInternalName().equals(me) -> {
            if (i.opcode() != Opcode.INVOKESTATIC && !i.name().equalsString("<init>")) add(reads, i.name().stringValue() + "()");
            method(i.name().stringValue(), i.type().stringValue());
          }
          case InvokeDynamicInstruction d -> {
            for (ConstantDesc arg : d.bootstrapArgs()) {
              if (arg instanceof DirectMethodHandleDesc h && h.owner().descriptorString().equals("L" + me + ";")) method(h.methodName(), h.lookupDescriptor());
            }
          }
          default -> {}
        }
        if (e instanceof Instruction) self = e instanceof LoadInstruction l && l.slot() == 0;
      }
    }

    /** A static that a cluster would not share: assignable, or final but holding a ref, a handle or a session. */
    private void staticField(FieldInstruction f) {
      String owner = f.owner().asInternalName();
      ClassModel holder = model;
      if (!owner.equals(model.thisClass().asInternalName())) {
        if (loader == null || owner.startsWith("java/")) return;
        byte[] bytes = classFile(loader, owner);
        if (bytes.length == 0) return;
        holder = ClassFile.of().parse(bytes);
      }
      for (FieldModel field : holder.fields()) {
        if (!field.fieldName().equalsString(f.name().stringValue())) continue;
        boolean isFinal = (field.flags().flagsMask() & ClassFile.ACC_FINAL) != 0;
        boolean isSynthetic = (field.flags().flagsMask() & ClassFile.ACC_SYNTHETIC) != 0;
        boolean handle = field.fieldType().stringValue().matches("Lio/mobula/api/(Mobula|ObjectRef);");
        if (!isSynthetic && (!isFinal || handle)) add(statics, owner.replaceAll(".*[/$]", "") + "." + f.name().stringValue());
      }
    }

    private static void add(List<String> list, String name) {
      if (!list.contains(name)) list.add(name);
    }
  }
}
