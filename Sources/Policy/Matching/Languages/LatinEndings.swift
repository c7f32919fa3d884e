/// The last three letters of longer words that are frequent in a language of Latin script, from its inflection.
enum LatinEndings {
  /// Endings by language code. A word counts when it has more letters than its ending.
  static let byLanguage: [(code: String, endings: String)] = [
    ("en", "ing ion ess ble ght ter ers ted ful ity ous ive ent ies ure ish our ome wer ake ngs ked led red"),
    ("de", "ung ich ein sch hen cht ten ter tet gen ren den nen ern eit ßen igt lle ser tes sen ben eis ehr eln ats"),
    ("fr", "ent ait eur que eux tte sse ion oir lle ais ons ant ois aux ire ité ier ère eau nce dre cer mes nne vec"),
    ("es", "ión ado dad cia nte ido ndo mos ron ría cio nto oso iva tos dos ero era ces les res jar rar zar cir eza"),
    (
      "it",
      "one are ere ire nte ato ito zza tto gli tti tta lla ità sta rio zia mmo uto ino olo ano oni cio lle gio ndo iva"
    ),
    ("pt", "ção ade nto ndo mos ões nha nho dor cia ado ido eza ram nte ais eis ços iro ira ver zer tes sta rio ria"),
    (
      "nl",
      "ijk eid ing tje ven ren len den ten ken gen rij cht ijn oor aar eel oen ond ers aat nen eft ijd zen oek aan"
    ),
    (
      "sv",
      "ing ade are het lig iga rna tet ten ter nde tta sta gar den kar lar nar rar ska sen nor ård ick llt igt åga"
    ),
    (
      "da",
      "ede lse ing hed lig ige ter den ten nde ene rne kke tes ger ler ver ske gen det dre nke eds ngs æng ødt ågt jde"
    ),
    (
      "no",
      "ing lse het lig ige ter ene nde kke tet tes ske det ede ert erk ngs eid ett ikk ssj øtt eng åte øre isk kte"
    ),
    (
      "fi",
      "nen ssa ssä sta stä lla llä lle een iin ksi aan ään sti tta ttä tus tys lta ltä nut nyt den jen ina isi oja eja"
    ),
    ("pl", "ego ach ami ych ość nie emu iem ają ści cie dzi wać ska owa ków any ane icz ski zna rze ymi czy icy cja"),
    ("cs", "ého ých ými ost ení ání ách ský cká ním tví ích ech ami emi ího ují ník ště ždy dní tní lní vní ném kou"),
    ("sk", "ého ých osť nie ami ách úce ích nej ský iek ieť ova iou ané ený ému cie níc tor ším"),
    (
      "hu",
      "ban ben nak nek val vel ság ség hoz hez tól től ról ről nál nél ból ből unk tok tek nem ett ott ani eni ása ése"
    ),
    ("ro", "lui lor ție ele esc ști are ire uri nte ent ate tul nul rul iei ări tor sul cul ică ână ște ând rea"),
    (
      "tr",
      "lar ler dan den nın nin yor mak mek dır dir lik lık nda nde rak rek ini ını ası esi yla yle ara ere cak mış miş"
    ),
    (
      "id",
      "kan nya ang gan ran tan lah kah aan san man nan han mah atu uan pan ing bat kat lat uka ari awa aya asi ika apa"
    ),
    (
      "ca",
      "ció tat ent eix amb nts res ons ada ats ura ies tge cia eta ces ers ànc ori any ial est nys ves ble uem eja"
    ),
    ("hr", "nje ost ima ama ija nja ski ška jem iti ati vao ala ile ije oga ćeš jte cem ega uje"),
    ("sl", "nje ega ost ati iti emu nja jem ček nik ovo eno rem ljo oma ama ski ška jam imo amo jte ejo ijo aje"),
    (
      "et",
      "ste ses sse tud nud ine sid ile lik ise mis ada ama elt est ast iks ika eks tus duv dus use tse lda ele ega"
    ),
    ("lv", "ana iem ību ība tās tus jot ēja umu ums iet āts ies bas kas gas nas jas ija iju āja ais šos cij jam tie"),
    ("lt", "mas mus ose iai oje ija oja jas ius tas tis aus ais iui yti oti uti ėti ami tės ias kas nės ams ims gas"),
  ]
}
