using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests;

public sealed class PlantedAnomalyTests
{
    public static TheoryData<string> Plants => [.. Plant.All.Select(plant => plant.Name)];

    [Theory]
    [MemberData(nameof(Plants))]
    public void One_planted_defect_is_found_and_only_that(string name)
    {
        var run = SampleRun.Fixed();
        for (var seed = 0; seed < 50; seed++)
            AssertFound(Plant.All.Single(plant => plant.Name == name), run, seed);
    }

    [Fact]
    public void Every_kind_is_planted() =>
        Assert.Equal(Enum.GetValues<AnomalyKind>(), Plant.All.Select(plant => plant.Kind).Distinct());

    [Fact]
    public void Random_runs_are_clean_and_what_is_planted_in_them_is_found()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var run = SampleRun.OfSeed(seed);
            var found = RunChecker.Check(run);
            Assert.True(found.Count == 0, $"seed {seed}, nothing planted: {string.Join("; ", found)}");
            foreach (var plant in Plant.All)
                AssertFound(plant, run, seed);
        }
    }

    private static void AssertFound(Plant plant, RecordedRun run, int seed)
    {
        var planted = plant.Into(run, new Random(seed));
        var found = RunChecker.Check(planted.Run);
        Assert.True(
            found.Count == planted.Count
                && found[0].Seq == planted.Seq
                && found.All(anomaly => anomaly.Kind == plant.Kind && anomaly.ChatId == planted.Chat),
            $"seed {seed}, planted {plant} at {planted.Chat} {planted.Seq}: {string.Join("; ", found)}");
    }
}
