package org.heaplab.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.heaplab.report.palette.Ink;
import org.heaplab.results.manifest.ComparedAllocator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// One figure: XChart's axes and grid in the house style, under a heading, with [Mark]s on it.
///
/// Curves are marks and not series of the chart. XChart draws a series segment by segment: its
/// dashes begin again at every point, and a vector file has one element for each.
///
/// ```text
///    ┌───────────────────────────────────────┐
///    │ heading                               │ top
///    │  ├──────────────────────┤             │
///    │ y│        plot          │  margin for │ marks may leave the plot
///    │  │                      │  a legend   │
///    │  └──────────────────────┴             │
///    │             x                         │
///    └───────────────────────────────────────┘
/// ```
public final class Drawing extends XYChart {
  public static final int WIDTH = 1040;
  public static final int HEIGHT = 585;
  private static final int PADDING = 18;
  private static final int TOP = 62;

  /// Pixels above and below a legend that is as long as the drawing is high.
  static final int AROUND_LEGEND = TOP + 2 * PADDING;

  /// How much of the plot the axes span: with all of it, XChart leaves out the ticks at the ends.
  private static final double NEARLY_ALL = 0.998;

  /// Pixels that the title of an axis takes.
  private static final int TITLE = 27;

  /// Fewer rows take the height of so many.
  private static final int FEWEST_ROWS = 4;

  private String xTitle = "";
  private String yTitle = "";
  private final String heading;
  private final String subheading;
  private final int fullWidth;
  private final int fullHeight;
  private final int rightMargin;
  private final List<Mark> marks = new ArrayList<>();
  private ComparedAllocator owner;
  private final double[] x = {0, 1};
  private final double[] y = {0, 1};

  /// @param subheading what is drawn, in a few words
  /// @param rightMargin pixels right of the plot that belong to a legend
  public Drawing(String heading, String subheading, int height, int rightMargin) {
    this(heading, subheading, WIDTH, height, rightMargin);
  }

  /// One of another width, for figures that stand side by side.
  public Drawing(String heading, String subheading, int width, int height, int rightMargin) {
    super(width - rightMargin - 2 * PADDING, height - TOP - PADDING);
    this.heading = heading;
    this.subheading = subheading;
    this.fullWidth = width;
    this.fullHeight = height;
    this.rightMargin = rightMargin;
    dress();
  }

  private void dress() {
    getStyler()
        .setLegendVisible(false)
        .setChartTitleVisible(false)
        .setChartBackgroundColor(Ink.PAPER)
        .setPlotBackgroundColor(Ink.PAPER)
        .setPlotBorderVisible(false)
        .setChartFontColor(Ink.TEXT)
        .setChartPadding(0)
        .setPlotContentSize(NEARLY_ALL)
        .setLocale(Locale.ROOT);
    getStyler().setXAxisLogarithmicDecadeOnly(false);
    getStyler().setYAxisLogarithmicDecadeOnly(false);
    getStyler()
        .setAxisTitlesVisible(false)
        .setAxisTickLabelsFont(Lettering.of(Lettering.TICK, false))
        .setAxisTickLabelsColor(Ink.FAINT_TEXT)
        .setAxisTickMarksColor(Ink.AXIS)
        .setAxisTickMarkLength(5)
        .setAxisTickPadding(5)
        .setPlotMargin(0)
        .setPlotGridLinesColor(Ink.GRID)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setXAxisTickMarkSpacingHint(90)
        .setYAxisTickMarkSpacingHint(52)
        .setYAxisLabelAlignment(TextAlignment.Right);
  }

  public int fullWidth() {
    return fullWidth;
  }

  public int fullHeight() {
    return fullHeight;
  }

  /// Paints the whole figure, heading and margins included.
  public void paint(Graphics2D g) {
    paint(g, fullWidth, fullHeight);
  }

  public Drawing xAxis(String title, Axis axis) {
    xTitle = title;
    getStyler()
        .setXAxisLogarithmic(axis.logarithmic())
        .setXAxisMin(axis.min())
        .setXAxisMax(axis.max());
    setCustomXAxisTickLabelsFormatter(axis::label);
    x[0] = axis.min();
    x[1] = axis.max();
    return this;
  }

  public Drawing yAxis(String title, Axis axis) {
    yTitle = title;
    getStyler()
        .setYAxisLogarithmic(axis.logarithmic())
        .setYAxisMin(axis.min())
        .setYAxisMax(axis.max());
    setCustomYAxisTickLabelsFormatter(axis::label);
    y[0] = axis.min();
    y[1] = axis.max();
    return this;
  }

  /// The height of a drawing of rows. XChart cannot place values on an axis that is very short.
  ///
  /// @param row height of a row
  public static int heightOfRows(int count, double row) {
    return 140 + (int) (row * Math.max(count, FEWEST_ROWS));
  }

  /// Makes the y axis one of rows, numbered from 0 at the top, whose names the marks write.
  public Drawing rows(int count, int labelWidth) {
    yAxis("", new Axis.Linear(-count + 0.5, 0.5, value -> " "));
    getStyler().setYAxisTicksVisible(false).setPlotGridHorizontalLinesVisible(false);
    getStyler().setYAxisLeftWidthHint(labelWidth);
    return this;
  }

  /// Leaves out the grid, which would show through a picture.
  public Drawing withoutGrid() {
    getStyler().setPlotGridLinesVisible(false);
    return this;
  }

  public Drawing add(Mark mark) {
    if (owner == null) {
      marks.add(mark);
      return this;
    }
    String name = owner.name();
    marks.add((g, frame) -> PageGraphics.of(g, name, () -> mark.paint(g, frame)));
    return this;
  }

  /// Adds marks that are about one allocator. A page hides them with the allocator.
  ///
  /// @param allocator null for none
  public void of(ComparedAllocator allocator, Runnable adding) {
    owner = allocator;
    adding.run();
    owner = null;
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Ink.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, fullWidth, fullHeight));
    double across = fullWidth - 2 * PADDING;
    Font large = Lettering.fitting(heading, Lettering.of(Lettering.HEADING, true), across);
    Lettering.write(g, heading, PADDING, 30, large, Ink.TEXT);
    Font small = Lettering.fitting(subheading, Lettering.of(Lettering.AXIS, false), across);
    Lettering.write(g, subheading, PADDING, 51, small, Ink.FAINT_TEXT);
    if (getSeriesCollection().isEmpty()) spanAxes();
    AffineTransform before = g.getTransform();
    int left = PADDING + (yTitle.isEmpty() ? 0 : TITLE);
    g.translate(left, TOP);
    super.paint(g, fullWidth - rightMargin - left - PADDING, fullHeight - TOP - PADDING - TITLE);
    Frame frame = frame();
    paintBaseLine(g, frame.plot());
    for (Mark mark : marks) mark.paint(g, frame);
    paintTitles(g, frame.plot(), left);
    g.setTransform(before);
  }

  /// XChart would write them as outlines even where letters can stay text.
  private void paintTitles(Graphics2D g, Rectangle2D plot, int left) {
    Font font = Lettering.of(Lettering.AXIS, false);
    double x = plot.getCenterX() - Lettering.width(xTitle, font) / 2;
    Lettering.write(g, xTitle, x, fullHeight - TOP - PADDING, font, Ink.TEXT);
    double y = plot.getCenterY() + Lettering.width(yTitle, font) / 2;
    Lettering.writeUpwards(g, yTitle, Lettering.AXIS + PADDING - left, y, font, Ink.TEXT);
  }

  /// XChart's own line of the x axis may be covered by the ground of the plot.
  private static void paintBaseLine(Graphics2D g, Rectangle2D plot) {
    g.setColor(Ink.AXIS);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(plot.getMinX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
  }

  /// XChart lays axes out around a series; this one cannot be seen. It has a third point since
  /// XChart makes a tick for each value where all are evenly spaced.
  private void spanAxes() {
    double[] uneven = {0, 0.3, 1};
    double[] xs = Arrays.stream(uneven).map(at -> x[0] + at * (x[1] - x[0])).toArray();
    double[] ys = Arrays.stream(uneven).map(at -> y[0] + at * (y[1] - y[0])).toArray();
    XYSeries corners = addSeries("corners", xs, ys);
    corners.setLineStyle(SeriesLines.NONE);
    corners.setMarker(SeriesMarkers.NONE);
    corners.setShowInLegend(false);
  }

  private Frame frame() {
    double left = getScreenXFromChart(x[0]);
    double right = getScreenXFromChart(x[1]);
    double top = getScreenYFromChart(y[1]);
    double bottom = getScreenYFromChart(y[0]);
    var plot = new Rectangle2D.Double(left, top, right - left, bottom - top);
    return new Frame() {
      @Override
      public double x(double value) {
        return getScreenXFromChart(value);
      }

      @Override
      public double y(double value) {
        return getScreenYFromChart(value);
      }

      @Override
      public Rectangle2D plot() {
        return plot;
      }
    };
  }

  public static Color faded(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
