using Chat.Chart;
using Chat.Chart.Collecting;
using Chat.Chart.Drawing;

try
{
    switch (args)
    {
        case ["collect", var folder]:
            TableFile.Write(folder, Summaries.Collect(folder, measure => Console.Error.WriteLine($"Not measured: {measure.Work} ({measure.File})")));
            Draw(folder);
            return 0;
        case ["draw", var folder]:
            Draw(folder);
            return 0;
        default:
            Console.Error.WriteLine("""
                collect FOLDER    FOLDER/table.json from the scenarios' summaries in FOLDER, then as draw
                draw FOLDER       FOLDER/table.md and FOLDER/table.svg from FOLDER/table.json
                """);
            return 2;
    }
}
catch (Exception failure) when (failure is IOException or InvalidDataException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

static void Draw(string folder)
{
    var rows = TableFile.Read(folder);
    var table = MarkdownTable.Of(rows);
    File.WriteAllText(Path.Combine(folder, "table.md"), table);
    File.WriteAllText(Path.Combine(folder, "table.svg"), BarChart.Of(rows));
    Console.Write(table);
}
