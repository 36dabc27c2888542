package org.heaplab.report.drawing;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// The bytes of a drawing's files. The same drawing always has the same bytes.
public final class FigureFile {
  /// Pixels of a PNG for each pixel of the drawing.
  private static final int PNG_SCALE = 2;

  private FigureFile() {}

  /// A vector file.
  ///
  /// @param title what a screen reader says
  public static String svg(Drawing drawing, String title) {
    return TidySvg.of(document(drawing, new VectorGraphics2D()), title, "");
  }

  /// An element of a web page, with its letters as text.
  ///
  /// @param title what a screen reader says
  public static String pageSvg(Drawing drawing, String title) {
    var graphics = new PageGraphics();
    return TidySvg.of(document(drawing, graphics), title, graphics.elements());
  }

  /// One at a time: VectorGraphics2D writes all numbers through one shared DecimalFormat.
  private static synchronized String document(Drawing drawing, VectorGraphics2D graphics) {
    var commands = graphics.getCommands();
    drawing.paint(graphics);
    var page = new PageSize(0.0, 0.0, drawing.fullWidth(), drawing.fullHeight());
    var bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor().getDocument(commands, page).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  public static byte[] png(Drawing drawing) {
    var image =
        new BufferedImage(
            drawing.fullWidth() * PNG_SCALE,
            drawing.fullHeight() * PNG_SCALE,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    drawing.paint(graphics);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] pdf(Drawing drawing) {
    int width = drawing.fullWidth();
    int height = drawing.fullHeight();
    var bytes = new ByteArrayOutputStream();
    try (var document = new PDDocument()) {
      // Without an identifier, PDFBox makes one from the time of day.
      document.setDocumentId(1L);
      var page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      var graphics = new PdfBoxGraphics2D(document, width, height);
      drawing.paint(graphics);
      graphics.dispose();
      try (var content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      document.save(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
