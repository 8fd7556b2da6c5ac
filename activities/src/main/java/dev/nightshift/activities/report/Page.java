package dev.nightshift.activities.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * A report as one page of HTML with nothing to fetch and nothing to run: for the board, a phone, a
 * mail. Of HTML in the markdown only what may be opened and shut is let through, which we write.
 */
final class Page {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(TABLES)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .nodeRendererFactory(Folds::new)
          .build();

  private static final String FRAME = resource("page.html");
  private static final String STYLE = resource("page.css");

  private Page() {}

  static String of(String title, String markdown) {
    return FRAME
        .replace("{style}", STYLE)
        .replace("{title}", escaped(Quoted.oneLine(title)))
        // Last, so that nothing that somebody wrote is taken for a place of the frame.
        .replace("{body}", RENDERER.render(PARSER.parse(markdown)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("{", "&#123;");
  }

  private static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream("/report/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a reader may open; all other markup is shown as the text that it is. */
  private record Folds(HtmlNodeRendererContext context) implements NodeRenderer {
    private static final Pattern OPENED =
        Pattern.compile("<details>\\s*<summary>([^<>&]*)</summary>\\s*");

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(HtmlBlock.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      if (node instanceof HtmlInline inline) {
        html.text(inline.getLiteral());
        return;
      }
      String literal = ((HtmlBlock) node).getLiteral().strip();
      Matcher opened = OPENED.matcher(literal);
      if (opened.matches()) {
        html.raw("<details><summary>" + opened.group(1) + "</summary>");
      } else if (literal.equals("</details>")) {
        html.raw(literal);
      } else if (!literal.startsWith("<!--")) {
        html.tag("p");
        html.text(literal);
        html.tag("/p");
      }
      html.line();
    }
  }
}
