namespace Chat.Load.Measuring;

/// <summary>The options that every measuring scenario has.</summary>
/// <param name="Resources">The stack's list of processes.</param>
/// <param name="Json">Where the summary goes.</param>
internal sealed record MeasuredStack(Uri Edge, string Resources, string? Json)
{
    public static readonly string[] Names = ["--edge", "--stack", "--json"];

    public ServerProcesses Processes => ServerProcesses.Of(Resources);

    public static MeasuredStack Of(Arguments arguments) =>
        new(arguments.Edge, arguments.Text("--stack") ?? ".data/resources.json", arguments.Json);
}
