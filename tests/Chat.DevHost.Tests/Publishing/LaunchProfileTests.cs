using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Chat.DevHost.Tests.Publishing;

public sealed class LaunchProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-profile-").FullName;
    private readonly ConfigurationManager _configuration = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_project_without_profiles_is_no_web_project() => Assert.False(HasAddress(settings: null));

    [Theory]
    [InlineData("""{ }""", false)]
    [InlineData("""{ "profiles": { } }""", false)]
    [InlineData("""{ "profiles": { "a": { "commandName": "Project" } } }""", false)]
    [InlineData("""{ "profiles": { "a": { "commandName": "IISExpress", "applicationUrl": "http://localhost" } } }""", false)]
    [InlineData("""{ "profiles": { "a": { "commandName": "Project", "applicationUrl": "http://localhost" }, /* kept */ } }""", true)]
    public void A_web_project_has_an_address_in_its_first_profile(string settings, bool isWeb) => Assert.Equal(isWeb, HasAddress(settings));

    [Fact]
    public void The_profile_of_the_AppHosts_name_comes_before_the_first()
    {
        const string Settings =
            """{ "profiles": { "a": { "commandName": "Project" }, "b": { "commandName": "Project", "applicationUrl": "http://localhost" } } }""";
        Assert.False(HasAddress(Settings));
        _configuration["DOTNET_LAUNCH_PROFILE"] = "b";
        Assert.True(HasAddress(Settings));
    }

    private bool HasAddress(string? settings)
    {
        var properties = Directory.CreateDirectory(Path.Combine(_folder, "Properties")).FullName;
        if (settings is not null)
            File.WriteAllText(Path.Combine(properties, "launchSettings.json"), settings);
        return LaunchProfile.HasAddress(new Project(Path.Combine(_folder, "Some.csproj")), _configuration);
    }

    private sealed record Project(string ProjectPath) : IProjectMetadata;
}
