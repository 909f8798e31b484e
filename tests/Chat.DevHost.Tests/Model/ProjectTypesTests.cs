using Aspire.Hosting;

namespace Chat.DevHost.Tests.Model;

public sealed class ProjectTypesTests
{
    [Fact]
    public void A_referenced_project_is_a_type_that_knows_its_file()
    {
        var project = new Projects.Chat_DevHost_Sample();
        Assert.IsType<IProjectMetadata>(project, exactMatch: false);
        Assert.EndsWith("tests/Chat.DevHost.Sample/Chat.DevHost.Sample.csproj", project.ProjectPath, StringComparison.Ordinal);
        Assert.True(File.Exists(project.ProjectPath));
    }

    [Fact]
    public void The_AppHost_is_a_type_that_knows_its_folder() =>
        Assert.True(File.Exists(Path.Combine(Projects.Chat_DevHost_SampleHost.ProjectPath, "AppHost.cs")));

    [Fact]
    public void A_library_of_the_AppHost_is_not_among_them() =>
        Assert.Equal(
            ["Chat_DevHost_Sample", "Chat_DevHost_SampleHost"],
            typeof(Projects.Chat_DevHost_SampleHost).Assembly.GetTypes()
                .Where(type => type.Namespace == "Projects")
                .Select(type => type.Name)
                .Order());
}
