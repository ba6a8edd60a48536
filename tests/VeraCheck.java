import java.io.FileInputStream;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Validates PDF files with veraPDF: java -cp JAR VeraCheck.java ua1,2a FILE... ends with 0 when all pass. */
public class VeraCheck {
    public static void main(String[] words) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean passed = true;
        for (String name : words[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            ValidationProfile profile = profile(name, flavour);
            for (int i = 1; i < words.length; i++) {
                passed &= passes(words[i], name, flavour, profile);
            }
        }
        System.exit(passed ? 0 : 1);
    }

    static boolean passes(String file, String name, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidationResult result =
                ValidatorFactory.createValidator(profile, 100, false, false, false).validate(parser);
            System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + file
                + " checks=" + result.getTotalAssertions());
            for (TestAssertion each : result.getTestAssertions()) {
                System.out.println("  " + each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber()
                    + " " + each.getMessage() + " @ " + each.getLocation().getContext());
            }
            return result.isCompliant();
        }
    }

    /** Reads a profile by DOM: the jar lacks the classes that veraPDF itself reads it with. */
    static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
        String kind = name.startsWith("ua") ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
        Element document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(VeraCheck.class.getClassLoader().getResourceAsStream(
                "org/verapdf/pdfa/validation/" + kind + ".xml"))
            .getDocumentElement();
        Set<Rule> rules = new HashSet<>();
        NodeList found = document.getElementsByTagName("rule");
        for (int i = 0; i < found.getLength(); i++) {
            rules.add(rule((Element) found.item(i)));
        }
        Set<Variable> variables = new HashSet<>();
        NodeList named = document.getElementsByTagName("variable");
        for (int i = 0; i < named.getLength(); i++) {
            Element each = (Element) named.item(i);
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
                text(each, "defaultValue"), text(each, "value")));
        }
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues("x", "x", "x", new Date()), "",
            rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"),
            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
            rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(rule, "message"), List.of()), List.of());
    }

    static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
