"""Places that hold others: what happened in Columbus happened in Ohio, too."""

REGIONS = frozenset(
    """
    africa america asia europe australia oceania antarctica midwest northeast northwest southeast southwest east west
    north south england scotland wales ireland britain uk us usa u.s states kingdom union emirates
    afghanistan albania algeria argentina armenia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia
    botswana brazil bulgaria cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus czechia
    denmark ecuador egypt eritrea estonia ethiopia fiji finland france gabon georgia germany ghana greece guatemala
    guinea haiti honduras hungary iceland india indonesia iran iraq israel italy jamaica japan jordan kazakhstan kenya
    korea kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia
    mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger
    nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda
    senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania
    thailand tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe
    alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada hampshire jersey ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia
    wisconsin wyoming ontario quebec alberta manitoba queensland bavaria catalonia crimea siberia tibet kashmir gaza
    """.split()
)
